namespace GpuEcosystem.Tests.Reference;

/// <summary>Section 3: the sun, whose proposal is <c>tanh(base + offset)</c>.</summary>
public sealed record ReferenceSun
{
    /// <summary>The fixed part: <c>[channel]</c> for a global sun, <c>[channel][y][x]</c> for a spatial one.</summary>
    public required double[] Base { get; init; }

    /// <summary>The trainable part, shaped as <see cref="Base"/>.</summary>
    public required double[] Offset { get; init; }

    /// <summary>The proposal <c>[channel][y][x]</c> of entity 0.</summary>
    public double[] Propose(ReferenceParameters p, int cells)
    {
        var proposal = new double[p.Channels * cells];
        for (var i = 0; i < proposal.Length; i++)
        {
            var source = IsGlobal(p) ? i / cells : i;
            proposal[i] = Math.Tanh(Base[source] + Offset[source]);
        }

        return proposal;
    }

    /// <summary>The sun over a patch of <paramref name="world"/>; a global sun is the same everywhere.</summary>
    public ReferenceSun Cut(ReferenceParameters p, ReferenceWorld world, int x, int y, int width, int height) => IsGlobal(p)
        ? this
        : new ReferenceSun
        {
            Base = ReferenceWorld.CutPlanes(Base, world.Height, world.Width, x, y, width, height),
            Offset = ReferenceWorld.CutPlanes(Offset, world.Height, world.Width, x, y, width, height),
        };

    private bool IsGlobal(ReferenceParameters p) => Base.Length == p.Channels;
}
