using System.Runtime.Intrinsics.X86;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>Small jobs on rows of floats. Lengths are multiples of 16 unless a method says otherwise.</summary>
public static unsafe class Rows
{
    /// <summary>Columns on either side of a padded row; as many zeros stand there where the grid ends.</summary>
    public const int Padding = 16;

    /// <summary>Rounds a number of columns up to whole vectors of the widest kind.</summary>
    public static int RoundUp(int columns) => (columns + 15) & ~15;

    /// <summary>
    /// Asks the processor to bring a row nearer while something else is computed: rows of many planes, far apart and
    /// short, are more than it follows by itself.
    /// </summary>
    public static void Prefetch(float* row, int columns)
    {
        for (int x = 0; Sse.IsSupported && x < columns; x += 16)
        {
            Sse.Prefetch1(row + x);
        }
    }

    /// <summary>Sets any number of floats to zero.</summary>
    public static void Clear(float* row, long count) => Fill(row, count, 0);

    /// <summary>Sets any number of floats to a value.</summary>
    public static void Fill(float* row, long count, float value) => new Span<float>(row, checked((int)count)).Fill(value);

    /// <summary>Copies any number of floats.</summary>
    public static void Copy(float* source, float* target, long count) =>
        Buffer.MemoryCopy(source, target, count * sizeof(float), count * sizeof(float));

    /// <summary>
    /// Copies one row of a tile with its neighbours left and right; cells outside <paramref name="readable"/> become
    /// <paramref name="outside"/>.
    /// </summary>
    /// <param name="source">Where the row lies.</param>
    /// <param name="plane">Which plane.</param>
    /// <param name="y">Grid row; any, also outside the readable area.</param>
    /// <param name="x">Grid column that lands at <paramref name="target"/>[<see cref="Padding"/>].</param>
    /// <param name="columns">Columns of the tile.</param>
    /// <param name="readable">The area whose cells exist.</param>
    /// <param name="target">Room for <see cref="PaddedLength"/> floats.</param>
    /// <param name="outside">What a cell outside the readable area counts as.</param>
    public static void LoadPadded(
        in Planes source, int plane, int y, int x, int columns, Area readable, float* target, float outside = 0)
    {
        int length = PaddedLength(columns);
        int first = Math.Max(readable.X, x - Padding);
        int last = Math.Min(readable.Right, x - Padding + length);
        if (y < readable.Y || y >= readable.Bottom || last <= first)
        {
            Fill(target, length, outside);
            return;
        }

        int before = first - (x - Padding);
        Fill(target, before, outside);
        Copy(source.Row(plane, y, first), target + before, last - first);
        Fill(target + before + last - first, length - before - (last - first), outside);
    }

    /// <summary>Lists the planes that have any other value than one in a part of a row, in order.</summary>
    /// <returns>How many.</returns>
    public static int ListOthers(in Planes planes, int count, int y, int x, int columns, float value, int* list)
    {
        int others = 0;
        for (int plane = 0; plane < count; plane++)
        {
            if (new ReadOnlySpan<float>(planes.Row(plane, y, x), columns).ContainsAnyExcept(value))
            {
                list[others++] = plane;
            }
        }

        return others;
    }

    /// <summary>Floats of a padded row for a number of columns.</summary>
    public static int PaddedLength(int columns) => RoundUp(columns) + 2 * Padding;

    /// <summary>target[x] += source[x].</summary>
    public static void Add<L, V>(float* target, float* source, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int x = 0; x < columns; x += L.Count)
        {
            L.Store(L.Add(L.Load(target + x), L.Load(source + x)), target + x);
        }
    }

    /// <summary>target[x] = gelu(source[x]); both may be the same row.</summary>
    public static void Gelu<L, V>(float* source, float* target, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        Map<L, V, Twice<Twice<L, V>, Pair<V>>, Pair<Pair<V>>, VectorMath.GeluFunction>(source, target, columns);

    /// <summary>gradient[x] *= gelu'(before[x]).</summary>
    public static void ThroughGelu<L, V>(float* gradient, float* before, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int x = 0;
        for (; x <= columns - 2 * L.Count; x += 2 * L.Count)
        {
            Pair<V> slope = VectorMath.GeluSlope<Twice<L, V>, Pair<V>>(Twice<L, V>.Load(before + x));
            Twice<L, V>.Store(Twice<L, V>.Multiply(Twice<L, V>.Load(gradient + x), slope), gradient + x);
        }

        for (; x < columns; x += L.Count)
        {
            V slope = VectorMath.GeluSlope<L, V>(L.Load(before + x));
            L.Store(L.Multiply(L.Load(gradient + x), slope), gradient + x);
        }
    }

    /// <summary>row[x] = tanh(row[x]).</summary>
    public static void Tanh<L, V>(float* row, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        Map<L, V, Twice<L, V>, Pair<V>, VectorMath.TanhFunction>(row, row, columns);

    // target[x] = F(source[x]), as many vectors at once as the wide lanes are made of and registers are there for.
    private static void Map<L, V, W, P, F>(float* source, float* target, int columns)
        where L : struct, ILanes<V>
        where V : unmanaged
        where W : struct, ILanes<P>
        where P : unmanaged
        where F : struct, IVectorFunction
    {
        int x = 0;
        for (; x <= columns - W.Count; x += W.Count)
        {
            W.Store(F.Of<W, P>(W.Load(source + x)), target + x);
        }

        for (; x < columns; x += L.Count)
        {
            L.Store(F.Of<L, V>(L.Load(source + x)), target + x);
        }
    }
}
