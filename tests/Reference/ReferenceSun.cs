namespace GpuEcosystem.Tests.Reference;

/// <summary>Section 3: the sun.</summary>
public abstract record ReferenceSun
{
    /// <summary>The proposal <c>[channel][y][x]</c> of entity 0.</summary>
    public abstract double[] Propose(ReferenceParameters p, int cells);

    /// <summary>The sun over a patch of <paramref name="world"/>.</summary>
    public abstract ReferenceSun Cut(ReferenceParameters p, ReferenceWorld world, int x, int y, int width, int height);

    /// <summary>The same sun a step later.</summary>
    public virtual ReferenceSun StepLater() => this;

    /// <summary>What it learns, by the names of the cases; a test may change the numbers.</summary>
    public abstract IEnumerable<(string Name, double[] Values)> Named();
}
