using System.Numerics;
using System.Runtime.InteropServices;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>
/// X_k = Σ_j x_j exp(−2πi jk / n) of many series of one length at once, whatever its factors are (Cooley and Tukey 1965); a prime factor
/// p takes p operations a number.
/// </summary>
internal sealed class FourierTransform
{
    private readonly Complex[] roots;
    private readonly ComplexRows given;
    private readonly ComplexRows terms;

    /// <param name="length">n, at least 1.</param>
    /// <param name="count">How many series.</param>
    public FourierTransform(int length, int count)
    {
        roots = [.. Enumerable.Range(0, length).Select(k => Complex.FromPolarCoordinates(1, -2 * Math.PI * k / length))];
        given = new ComplexRows(count, length);
        terms = new ComplexRows(count, length);
    }

    /// <summary>Puts the series' transforms in their places.</summary>
    /// <param name="series">Number j of each is in row j, <c>[length][count]</c>.</param>
    public void Apply(ComplexRows series)
    {
        series.CopyTo(given);
        Apply(series, 0, 0, roots.Length);
    }

    // Of a shorter series, every so many-th row of the given ones from one on. Results lie one behind the other.
    private void Apply(ComplexRows target, int first, int from, int length)
    {
        if (length == 1)
        {
            given.Real(from).CopyTo(target.Real(first));
            given.Imaginary(from).CopyTo(target.Imaginary(first));
            return;
        }

        int parts = SmallestFactor(length);
        int shorter = length / parts;
        int stride = roots.Length / length;
        for (int part = 0; part < parts; part++)
        {
            Apply(target, first + part * shorter, from + part * stride, shorter);
        }

        for (int k = 0; k < shorter; k++)
        {
            if (parts == 2)
            {
                JoinTwo(target, first + k, first + shorter + k, roots[k * stride]);
            }
            else
            {
                Join(target, first + k, shorter, parts, k * stride);
            }
        }
    }

    // (a, b) becomes (a + wb, a − wb).
    private static void JoinTwo(ComplexRows target, int first, int second, Complex root)
    {
        Span<Vector<double>> realA = Vectors(target.Real(first));
        Span<Vector<double>> imaginaryA = Vectors(target.Imaginary(first));
        Span<Vector<double>> realB = Vectors(target.Real(second));
        Span<Vector<double>> imaginaryB = Vectors(target.Imaginary(second));
        for (int i = 0; i < realA.Length; i++)
        {
            Vector<double> real = realB[i] * root.Real - imaginaryB[i] * root.Imaginary;
            Vector<double> imaginary = realB[i] * root.Imaginary + imaginaryB[i] * root.Real;
            realB[i] = realA[i] - real;
            imaginaryB[i] = imaginaryA[i] - imaginary;
            realA[i] += real;
            imaginaryA[i] += imaginary;
        }
    }

    // Row number m becomes Σ over parts r of w^(r turn) v^(rm) times row number r, where v is a root of as many parts.
    private void Join(ComplexRows target, int first, int apart, int parts, int turn)
    {
        for (int part = 0; part < parts; part++)
        {
            target.Real(first + part * apart).CopyTo(terms.Real(part));
            target.Imaginary(first + part * apart).CopyTo(terms.Imaginary(part));
        }

        for (int row = 0; row < parts; row++)
        {
            target.Real(first + row * apart).Clear();
            target.Imaginary(first + row * apart).Clear();
            for (int part = 0; part < parts; part++)
            {
                long turns = (long)part * turn + (long)(part * row % parts) * (roots.Length / parts);
                AddTurned(target, first + row * apart, part, roots[turns % roots.Length]);
            }
        }
    }

    private void AddTurned(ComplexRows target, int row, int part, Complex root)
    {
        Span<Vector<double>> realSum = Vectors(target.Real(row));
        Span<Vector<double>> imaginarySum = Vectors(target.Imaginary(row));
        Span<Vector<double>> real = Vectors(terms.Real(part));
        Span<Vector<double>> imaginary = Vectors(terms.Imaginary(part));
        for (int i = 0; i < real.Length; i++)
        {
            realSum[i] += real[i] * root.Real - imaginary[i] * root.Imaginary;
            imaginarySum[i] += real[i] * root.Imaginary + imaginary[i] * root.Real;
        }
    }

    private static Span<Vector<double>> Vectors(Span<double> row) => MemoryMarshal.Cast<double, Vector<double>>(row);

    private static int SmallestFactor(int number)
    {
        for (int factor = 2; factor * factor <= number; factor++)
        {
            if (number % factor == 0)
            {
                return factor;
            }
        }

        return number;
    }
}
