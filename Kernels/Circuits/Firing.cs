using GpuEcosystem.Kernels.Random;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>Which cells take their next bits in a step: those whose uniform number is at most the fire rate.</summary>
public struct Firing
{
    /// <summary>1 where some cells keep what they have, 0 where all go on.</summary>
    public int Asynchronous;

    /// <summary>ϱ.</summary>
    public float Rate;

    /// <summary>The world's seed.</summary>
    public ulong Seed;

    /// <summary>What the numbers are for.</summary>
    public RandomStream Stream;

    /// <summary>The step.</summary>
    public long Step;

    /// <summary>1 where the numbers are those of <see cref="Given"/>, 0 where they are drawn.</summary>
    public int AreGiven;

    /// <summary>Numbers that come from elsewhere, <c>[cell]</c>.</summary>
    public ArrayView<float> Given;

    /// <summary>Whether a cell goes on.</summary>
    internal readonly bool Has(int cell) =>
        Asynchronous == 0 || (AreGiven != 0 ? Given[cell] : Philox.Uniform(Seed, Stream, Step, (ulong)cell)) <= Rate;
}
