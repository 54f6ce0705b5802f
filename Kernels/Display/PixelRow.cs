using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Display;

/// <summary>What colours cells have, one by one and by the vector; both give the same.</summary>
/// <typeparam name="TArguments">What the colours depend on.</typeparam>
internal unsafe interface ICellColours<TArguments>
{
    /// <summary>A cell's colour.</summary>
    static abstract uint Of(in TArguments arguments, int y, int x);

    /// <summary>The colours of a vector of cells, with room for three vectors of floats on the way.</summary>
    static abstract void Of<L, V>(in TArguments arguments, int y, int x, uint* colours, float* spare)
        where L : struct, ILanes<V>
        where V : unmanaged;
}

/// <summary>A row of a picture, whose pixels are means of their cells' colours.</summary>
internal static unsafe class PixelRow
{
    private const int FloatsOfMean = 8;
    private const int SpareVectors = 3;

    /// <summary>Floats that <see cref="Draw"/> needs.</summary>
    public static long ScratchFloats(in PixelGrid picture) => Rows.RoundUp(picture.Region.Width) + FloatsOfMean * (long)picture.Width;

    /// <summary>Draws a row.</summary>
    public static void Draw<TColours, TArguments, L, V>(in TArguments arguments, in PixelGrid picture, int row, float* scratch)
        where TColours : ICellColours<TArguments>
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area region = picture.Region;
        uint* colours = (uint*)scratch;
        ColourMean* means = (ColourMean*)(scratch + Rows.RoundUp(region.Width));
        float* spare = stackalloc float[SpareVectors * L.Count];
        new Span<ColourMean>(means, picture.Width).Clear();
        Area first = picture.CellsOf(row, 0);
        for (int y = first.Y; y < first.Bottom; y++)
        {
            int x = 0;
            for (; x <= region.Width - L.Count; x += L.Count)
            {
                TColours.Of<L, V>(arguments, y, region.X + x, colours + x, spare);
            }

            for (; x < region.Width; x++)
            {
                colours[x] = TColours.Of(arguments, y, region.X + x);
            }

            for (int column = 0; picture.Block > 1 && column < picture.Width; column++)
            {
                Area cells = picture.CellsOf(row, column);
                for (x = cells.X; x < cells.Right; x++)
                {
                    means[column].Add(colours[x - region.X]);
                }
            }
        }

        for (int column = 0; column < picture.Width; column++)
        {
            picture.Put(row, column, picture.Block > 1 ? means[column].Value : 0xff000000u | colours[column]);
        }
    }
}
