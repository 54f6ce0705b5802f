using GpuEcosystem.Engine.Display;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Tests.Kernels.Display;

/// <summary>Pictures worked out plainly.</summary>
internal static class PictureModel
{
    /// <summary>The colour of what is no number.</summary>
    public const uint Magenta = 0xffff00ff;

    // A share of the ramp; where it decides between two colours, either will do.
    private const double Rounding = 1e-5;

    /// <summary>The colours that a value may have.</summary>
    public static uint[] Colours(ColourRamp ramp, double value)
    {
        double place = (value - ramp.Low) / (ramp.High - ramp.Low);
        uint At(double share) => ramp.Colours[(int)Math.Floor(Math.Clamp(share, 0, 1) * 255 + 0.5)];
        return double.IsNaN(value) ? [Magenta] : [At(place - Rounding), At(place + Rounding)];
    }

    /// <summary>The picture of a frame from the colours of all cells, <c>[y][x]</c>.</summary>
    /// <param name="cells">The colours.</param>
    /// <param name="width">Cells in a row.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="truncates">Whether to leave out the rounding, which is wrong.</param>
    /// <param name="shift">Cells by which blocks lie too far to the right, which is wrong.</param>
    public static uint[] Average(uint[] cells, int width, PictureFrame frame, bool truncates = false, int shift = 0)
    {
        (Area region, int block, _) = frame;
        List<uint> picture = [];
        for (int top = region.Y; top < region.Bottom; top += block)
        {
            for (int left = region.X; left < region.Right; left += block)
            {
                uint[] square =
                [
                    .. from y in Enumerable.Range(top, Math.Min(block, region.Bottom - top))
                       from x in Enumerable.Range(left, Math.Min(block, region.Right - left))
                       select cells[y * width + (x + shift) % width],
                ];
                uint Mean(int bits)
                {
                    double mean = square.Average(colour => (double)(colour >> bits & 0xff));
                    return (uint)(truncates ? mean : Math.Floor(mean + 0.5)) << bits;
                }

                picture.Add(0xff000000 | Mean(16) | Mean(8) | Mean(0));
            }
        }

        return [.. picture];
    }
}
