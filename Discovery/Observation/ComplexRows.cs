using System.Numerics;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>Rows of complex numbers, each as long as whole vectors; what lies behind its last number is nobody's.</summary>
/// <param name="width">Numbers of a row.</param>
/// <param name="height">Rows.</param>
internal sealed class ComplexRows(int width, int height)
{
    private readonly double[] real = new double[PitchOf(width) * height];
    private readonly double[] imaginary = new double[PitchOf(width) * height];

    /// <summary>Rows.</summary>
    public int Height => height;

    /// <summary>A row's real parts.</summary>
    public Span<double> Real(int row) => real.AsSpan(row * PitchOf(width), PitchOf(width));

    /// <summary>A row's imaginary parts.</summary>
    public Span<double> Imaginary(int row) => imaginary.AsSpan(row * PitchOf(width), PitchOf(width));

    /// <summary>Copies everything to rows of the same size.</summary>
    public void CopyTo(ComplexRows target)
    {
        real.CopyTo(target.real, 0);
        imaginary.CopyTo(target.imaginary, 0);
    }

    /// <summary>Makes rows of columns.</summary>
    /// <param name="target">As many rows as there are columns here, and the other way round.</param>
    public void TransposeTo(ComplexRows target)
    {
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<double> realParts = Real(y);
            ReadOnlySpan<double> imaginaryParts = Imaginary(y);
            for (int x = 0; x < width; x++)
            {
                target.Real(x)[y] = realParts[x];
                target.Imaginary(x)[y] = imaginaryParts[x];
            }
        }
    }

    private static int PitchOf(int width) => (width + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;
}
