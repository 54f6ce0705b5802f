using System.Numerics;
using System.Runtime.InteropServices;

namespace GpuEcosystem.Engine.Persistence.Eco;

/// <summary>Looks for numbers that are none.</summary>
internal static class FiniteNumbers
{
    /// <summary>Whether no value is infinite or not a number.</summary>
    public static bool All(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> sum = Vector<float>.Zero;
        foreach (Vector<float> vector in vectors)
        {
            // 0 of a finite number; of the others NaN, which stays.
            sum += vector - vector;
        }

        bool finite = Vector.EqualsAll(sum, Vector<float>.Zero);
        foreach (float value in values[(vectors.Length * Vector<float>.Count)..])
        {
            finite &= float.IsFinite(value);
        }

        return finite;
    }
}
