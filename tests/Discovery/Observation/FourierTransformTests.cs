using System.Numerics;
using GpuEcosystem.Discovery.Observation;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Observation;

/// <summary>The transform against its definition.</summary>
public class FourierTransformTests
{
    private const int Count = 5;

    /// <summary>Powers of two, primes and what lies between.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(36)]
    [InlineData(97)]
    [InlineData(100)]
    [InlineData(128)]
    public void Transforms_are_sums_of_waves(int length)
    {
        Random random = new(length);
        Complex[,] series = new Complex[length, Count];
        ComplexRows rows = new(Count, length);
        for (int j = 0; j < length; j++)
        {
            for (int one = 0; one < Count; one++)
            {
                series[j, one] = new Complex(random.NextDouble() - 0.5, random.NextDouble() - 0.5);
                rows.Real(j)[one] = series[j, one].Real;
                rows.Imaginary(j)[one] = series[j, one].Imaginary;
            }
        }

        new FourierTransform(length, Count).Apply(rows);
        for (int one = 0; one < Count; one++)
        {
            for (int k = 0; k < length; k++)
            {
                Complex sum = 0;
                for (int j = 0; j < length; j++)
                {
                    sum += series[j, one] * Complex.FromPolarCoordinates(1, -2 * Math.PI * (j * k % length) / length);
                }

                Complex error = sum - new Complex(rows.Real(k)[one], rows.Imaginary(k)[one]);
                Assert.InRange(error.Magnitude, 0, 1e-12);
            }
        }
    }

    /// <summary>The power of two planes that are worked on as one is that of each alone, also where a grid is not square.</summary>
    [Theory]
    [InlineData(24, 24)]
    [InlineData(21, 10)]
    public void Powers_of_planes_add_up(int width, int height)
    {
        Random random = new(2);
        byte[] winners = [.. Enumerable.Range(0, width * height).Select(_ => (byte)random.Next(2))];
        Frame two = new(width, height, winners, new double[2]);
        WavePower waves = new(width, height);
        double[] power = waves.Of(two);

        // Both entities have the same power, for one is where the other is not.
        (double[] across, double[] down) = (Hann.Window(width), Hann.Window(height));
        double[] expected = new double[power.Length];
        int side = Math.Min(width, height);
        for (int v = 0; v < height; v++)
        {
            for (int u = 0; u < width; u++)
            {
                Complex sum = 0;
                for (int cell = 0; cell < winners.Length; cell++)
                {
                    double turns = (double)u * (cell % width) / width + (double)v * (cell / width) / height;
                    sum += across[cell % width] * down[cell / width] * (winners[cell] - two.Territory[1]) * Complex.FromPolarCoordinates(1, -2 * Math.PI * turns);
                }

                double turnsAcross = Math.Min(u, width - u) / (double)width;
                double turnsDown = Math.Min(v, height - v) / (double)height;
                int periods = (int)Math.Round(side * Math.Sqrt(turnsAcross * turnsAcross + turnsDown * turnsDown));
                expected[periods] += 2 * (sum.Real * sum.Real + sum.Imaginary * sum.Imaginary);
            }
        }

        Assert.Equal(width * height, waves.Waves.Sum());
        Close.Assert(expected, [.. power.Select(one => (float)one)], absolute: 0, relativeToLargest: 1e-6, "power");
    }
}
