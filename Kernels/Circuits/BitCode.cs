namespace GpuEcosystem.Kernels.Circuits;

/// <summary>How a circuit of gates reads a cell's numbers as bits, and what its own bits mean to others as numbers.</summary>
public record struct BitCode
{
    // Above it a species counts as living in a cell.
    private const float Alive = 0.1f;

    /// <summary>Planes of aliveness that come before the channels; they give a bit each.</summary>
    public int AlivePlanes;

    /// <summary>Channels of numbers from −1 to 1, C.</summary>
    public int Channels;

    /// <summary>Bits of a channel that are read, I: bit j = 1 .. I says whether it is more than 2j / (I + 1) − 1.</summary>
    public int InputBits;

    /// <summary>Bits of a channel that are answered, R: how many of them are 1 makes R + 1 levels from −1 to 1.</summary>
    public int OutputBits;

    /// <summary>Planes of bits that are read.</summary>
    public readonly int Planes => AlivePlanes + Channels * InputBits;

    /// <summary>Bits that are answered for a cell.</summary>
    public readonly int Answers => Channels * OutputBits;

    /// <summary>The plane of numbers that a plane of bits is made from.</summary>
    public readonly int SourceOf(int plane) =>
        plane < AlivePlanes ? plane : AlivePlanes + (plane - AlivePlanes) / InputBits;

    /// <summary>What a number must exceed for the bit of a plane.</summary>
    public readonly float ThresholdOf(int plane) =>
        plane < AlivePlanes ? Alive : 2f * ((plane - AlivePlanes) % InputBits + 1) / (InputBits + 1) - 1;
}
