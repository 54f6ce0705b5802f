namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// Arithmetic on a vector of <see cref="Count"/> floats. SIMD bodies are written once over this interface; the JIT
/// compiles them for the widest vector that the machine has. Every lane sees the same operations in the same order
/// whatever the width, so a cell's value depends neither on its place in a row nor on the processor.
/// </summary>
/// <typeparam name="V">The vector type that holds the lanes.</typeparam>
public unsafe interface ILanes<V>
    where V : unmanaged
{
    /// <summary>Floats in one vector.</summary>
    static abstract int Count { get; }

    /// <summary>All lanes equal to <paramref name="value"/>.</summary>
    static abstract V Create(float value);

    /// <summary>Reads <see cref="Count"/> floats; no alignment is asked for.</summary>
    static abstract V Load(float* source);

    /// <summary>Writes <see cref="Count"/> floats; no alignment is asked for.</summary>
    static abstract void Store(V value, float* target);

    /// <summary>a + b.</summary>
    static abstract V Add(V a, V b);

    /// <summary>a − b.</summary>
    static abstract V Subtract(V a, V b);

    /// <summary>a · b.</summary>
    static abstract V Multiply(V a, V b);

    /// <summary>a / b.</summary>
    static abstract V Divide(V a, V b);

    /// <summary>a · b + c, rounded once; twice on processors that cannot fuse, whose vectors are the narrowest.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>a &lt; b ? a : b, so b where one is no number or both are 0: what x86 does in one instruction.</summary>
    static abstract V Min(V a, V b);

    /// <summary>a &gt; b ? a : b, so b where one is no number or both are 0.</summary>
    static abstract V Max(V a, V b);

    /// <summary>|a|.</summary>
    static abstract V Abs(V a);

    /// <summary>√a.</summary>
    static abstract V Sqrt(V a);

    /// <summary><paramref name="less"/> where a &lt; b, <paramref name="otherwise"/> elsewhere.</summary>
    static abstract V SelectLess(V a, V b, V less, V otherwise);

    /// <summary>2^n for lanes that hold n + 1.5·2^23, the sum whose low bits are the integer n.</summary>
    static abstract V PowerOfTwo(V biased);
}
