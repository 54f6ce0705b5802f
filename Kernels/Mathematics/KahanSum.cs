using System.Runtime.CompilerServices;

namespace GpuEcosystem.Kernels.Mathematics;

/// <summary>A sum that keeps what rounding loses.</summary>
public struct KahanSum
{
    private float sum;

    // What the sum holds too much.
    private float excess;

    /// <summary>A sum from its two parts.</summary>
    public KahanSum(float sum, float excess)
    {
        this.sum = sum;
        this.excess = excess;
    }

    /// <summary>The sum as rounded so far.</summary>
    public readonly float Rounded => sum;

    /// <summary>How much more that is than the sum.</summary>
    public readonly float Excess => excess;

    /// <summary>The sum, rounded once.</summary>
    public readonly float Total => sum - excess;

    /// <summary>Adds a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float number)
    {
        float value = number - excess;
        float next = sum + value;
        excess = next - sum - value;
        sum = next;
    }

    /// <summary>The sum of two sums (Knuth's addition, exact whichever is the larger).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KahanSum operator +(KahanSum left, KahanSum right)
    {
        float next = left.sum + right.sum;
        float added = next - left.sum;
        float lost = (left.sum - (next - added)) + (right.sum - added);
        return new KahanSum(next, left.excess + right.excess - lost);
    }
}
