using GpuEcosystem.Sessions.Timeline;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>
/// Paints shares over time as bands, pixel by pixel: with many species and samples that is several times faster than to draw
/// outlines, and leaves no seams.
/// </summary>
internal static class TerritoryBands
{
    // Places within a column of pixels at which shares are taken: about one for each of the most samples there can be.
    private const int PlacesInColumn = 4;

    /// <summary>Paints them: the first species at the bottom, the sun at the top.</summary>
    /// <param name="samples">One or more.</param>
    /// <param name="first">Where among them the bands begin, which may be between two.</param>
    /// <param name="last">Where they end.</param>
    /// <param name="colours">Colours of the sun and all species, RGBA8.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <returns>RGBA8, <c>[y][x]</c>.</returns>
    public static uint[] Paint(
        IReadOnlyList<HistorySample> samples, double first, double last, ReadOnlySpan<uint> colours, int width, int height)
    {
        uint[] pixels = new uint[width * height];
        float[] shares = new float[colours.Length];
        for (int x = 0; x < width; x++)
        {
            TakeShares(samples, first + x * (last - first) / width, (last - first) / width, shares);
            PaintColumn(pixels, x, width, height, shares, colours);
        }

        return pixels;
    }

    // Means over the column, each time between two samples.
    private static void TakeShares(IReadOnlyList<HistorySample> samples, double from, double length, float[] shares)
    {
        Array.Clear(shares);
        for (int place = 0; place < PlacesInColumn; place++)
        {
            float at = (float)(from + (place + 0.5) / PlacesInColumn * length);
            int before = (int)at;
            AddShares(samples[before], (before + 1 - at) / PlacesInColumn, shares);
            AddShares(samples[Math.Min(before + 1, samples.Count - 1)], (at - before) / PlacesInColumn, shares);
        }
    }

    private static void AddShares(HistorySample sample, float weight, float[] shares)
    {
        for (int entity = 0; entity < sample.Shares.Length; entity++)
        {
            shares[entity] += weight * sample.Shares[entity];
        }
    }

    private static void PaintColumn(
        uint[] pixels, int x, int width, int height, float[] shares, ReadOnlySpan<uint> colours)
    {
        int entity = shares.Length > 1 ? 1 : 0;
        float end = shares[entity] * height;
        for (int row = 0; row < height; row++)
        {
            if (entity == 0 || end >= row + 1)
            {
                pixels[(height - 1 - row) * width + x] = colours[entity];
                continue;
            }

            // A pixel that several bands share has a mixture of their colours.
            float red = 0, green = 0, blue = 0;
            float from = row;
            while (from < row + 1)
            {
                float to = entity == 0 || end >= row + 1 ? row + 1 : end;
                if (to > from)
                {
                    uint colour = colours[entity];
                    red += (to - from) * (colour & 0xff);
                    green += (to - from) * (colour >> 8 & 0xff);
                    blue += (to - from) * (colour >> 16 & 0xff);
                    from = to;
                }

                if (from < row + 1)
                {
                    entity = entity + 1 < shares.Length ? entity + 1 : 0;
                    end += shares[entity] * height;
                }
            }

            pixels[(height - 1 - row) * width + x] =
                0xff000000 | (uint)(blue + 0.5f) << 16 | (uint)(green + 0.5f) << 8 | (uint)(red + 0.5f);
        }
    }
}
