namespace GpuEcosystem.Kernels.Display;

/// <summary>The mean of equally opaque colours, each component by itself and rounded; of a single one, or code, itself.</summary>
public struct ColourMean
{
    // A square of a large grid has more cells than 32 bits can add up colours of.
    private long red;
    private long green;
    private long blue;
    private long count;
    private uint opacity;

    /// <summary>The mean of what was added; there must have been something.</summary>
    public readonly uint Value => opacity | Mean(blue) << 16 | Mean(green) << 8 | Mean(red);

    /// <summary>Adds a colour.</summary>
    public void Add(uint colour)
    {
        red += (int)(colour & 0xff);
        green += (int)(colour >> 8 & 0xff);
        blue += (int)(colour >> 16 & 0xff);
        count++;
        opacity = colour & 0xff000000u;
    }

    private readonly uint Mean(long sum) => (uint)((2 * sum + count) / (2 * count));
}
