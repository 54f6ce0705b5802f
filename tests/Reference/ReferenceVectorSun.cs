namespace GpuEcosystem.Tests.Reference;

/// <summary>Section 3: a sun whose proposal is <c>tanh(base + offset)</c>.</summary>
public sealed record ReferenceVectorSun : ReferenceSun
{
    /// <summary>The fixed part: <c>[channel]</c> for a global sun, <c>[channel][y][x]</c> for a spatial one.</summary>
    public required double[] Base { get; init; }

    /// <summary>The trainable part, shaped as <see cref="Base"/>.</summary>
    public required double[] Offset { get; init; }

    /// <inheritdoc/>
    public override double[] Propose(ReferenceParameters p, int cells)
    {
        var proposal = new double[p.Channels * cells];
        for (var i = 0; i < proposal.Length; i++)
        {
            var source = IsGlobal(p) ? i / cells : i;
            proposal[i] = Math.Tanh(Base[source] + Offset[source]);
        }

        return proposal;
    }

    /// <inheritdoc/>
    public override ReferenceSun Cut(ReferenceParameters p, ReferenceWorld world, int x, int y, int width, int height) => IsGlobal(p)
        ? this
        : new ReferenceVectorSun
        {
            Base = ReferenceWorld.CutPlanes(Base, world.Height, world.Width, x, y, width, height),
            Offset = ReferenceWorld.CutPlanes(Offset, world.Height, world.Width, x, y, width, height),
        };

    /// <inheritdoc/>
    public override IEnumerable<(string Name, double[] Values)> Named() => [("sunParams", Offset)];

    private bool IsGlobal(ReferenceParameters p) => Base.Length == p.Channels;
}
