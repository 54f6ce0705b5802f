using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Display;

/// <summary>What codes cells have, one by one and by the vector, which gives the same, and what is drawn of a code.</summary>
/// <typeparam name="TArguments">What the codes depend on.</typeparam>
internal unsafe interface ICellCodes<TArguments>
{
    /// <summary>A cell's code.</summary>
    static abstract uint Of(in TArguments arguments, int y, int x);

    /// <summary>The codes of a vector of cells, with room for two vectors of floats on the way.</summary>
    static abstract void Of<L, V>(in TArguments arguments, int y, int x, uint* codes, float* spare)
        where L : struct, ILanes<V>
        where V : unmanaged;

    /// <summary>Puts colours in place of codes.</summary>
    static abstract void Colour(in TArguments arguments, uint* codes, int count);
}

/// <summary>A row of a picture, whose pixels are means of their cells' colours.</summary>
internal static unsafe class PixelRow
{
    private const int SpareVectors = 2;

    /// <summary>Floats that <see cref="Draw"/> needs.</summary>
    public static long ScratchFloats(in PixelGrid picture) =>
        Rows.RoundUp(picture.Region.Width) + (long)picture.Width * sizeof(ColourMean) / sizeof(float);

    /// <summary>Draws a row.</summary>
    public static void Draw<TCodes, TArguments, L, V>(in TArguments arguments, in PixelGrid picture, int row, float* scratch)
        where TCodes : ICellCodes<TArguments>
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area region = picture.Region;
        uint* pixels = (uint*)scratch;
        ColourMean* means = (ColourMean*)(scratch + Rows.RoundUp(region.Width));
        float* spare = stackalloc float[SpareVectors * L.Count];
        new Span<ColourMean>(means, picture.Width).Clear();
        Area first = picture.CellsOf(row, 0);
        for (int y = first.Y; y < first.Bottom; y++)
        {
            int x = 0;
            for (; x <= region.Width - L.Count; x += L.Count)
            {
                TCodes.Of<L, V>(arguments, y, region.X + x, pixels + x, spare);
            }

            for (; x < region.Width; x++)
            {
                pixels[x] = TCodes.Of(arguments, y, region.X + x);
            }

            if (picture.Codes == 0)
            {
                TCodes.Colour(arguments, pixels, region.Width);
            }

            for (int column = 0; picture.Block > 1 && column < picture.Width; column++)
            {
                Area cells = picture.CellsOf(row, column);
                for (x = cells.X; x < cells.Right; x++)
                {
                    means[column].Add(pixels[x - region.X]);
                }
            }
        }

        for (int column = 0; column < picture.Width; column++)
        {
            picture.Put(row, column, picture.Block > 1 ? means[column].Value : pixels[column]);
        }
    }
}
