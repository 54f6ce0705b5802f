using System.Runtime.CompilerServices;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>Two vectors side by side.</summary>
/// <param name="first">The first lanes.</param>
/// <param name="second">The lanes after them.</param>
public readonly struct Pair<V>(V first, V second)
    where V : unmanaged
{
    /// <summary>The first lanes.</summary>
    public readonly V First = first;

    /// <summary>The lanes after them.</summary>
    public readonly V Second = second;
}

/// <summary>
/// Two vectors that go through the same operations in turn. In a long chain of operations each waits for the one before;
/// meanwhile the processor works on the other vector, which is nearer than what a loop's next round would offer.
/// </summary>
public readonly unsafe struct Twice<L, V> : ILanes<Pair<V>>
    where L : struct, ILanes<V>
    where V : unmanaged
{
    /// <inheritdoc/>
    public static int Count => 2 * L.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> Create(float value)
    {
        V both = L.Create(value);
        return new(both, both);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> Load(float* source) => new(L.Load(source), L.Load(source + L.Count));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Pair<V> value, float* target)
    {
        L.Store(value.First, target);
        L.Store(value.Second, target + L.Count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> Add(Pair<V> a, Pair<V> b) => new(L.Add(a.First, b.First), L.Add(a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> Subtract(Pair<V> a, Pair<V> b) =>
        new(L.Subtract(a.First, b.First), L.Subtract(a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> Multiply(Pair<V> a, Pair<V> b) =>
        new(L.Multiply(a.First, b.First), L.Multiply(a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> Divide(Pair<V> a, Pair<V> b) =>
        new(L.Divide(a.First, b.First), L.Divide(a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> MultiplyAdd(Pair<V> a, Pair<V> b, Pair<V> c) =>
        new(L.MultiplyAdd(a.First, b.First, c.First), L.MultiplyAdd(a.Second, b.Second, c.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> Min(Pair<V> a, Pair<V> b) => new(L.Min(a.First, b.First), L.Min(a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> Max(Pair<V> a, Pair<V> b) => new(L.Max(a.First, b.First), L.Max(a.Second, b.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> Abs(Pair<V> a) => new(L.Abs(a.First), L.Abs(a.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> Sqrt(Pair<V> a) => new(L.Sqrt(a.First), L.Sqrt(a.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> SelectLess(Pair<V> a, Pair<V> b, Pair<V> less, Pair<V> otherwise) => new(
        L.SelectLess(a.First, b.First, less.First, otherwise.First),
        L.SelectLess(a.Second, b.Second, less.Second, otherwise.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<V> PowerOfTwo(Pair<V> biased) => new(L.PowerOfTwo(biased.First), L.PowerOfTwo(biased.Second));
}
