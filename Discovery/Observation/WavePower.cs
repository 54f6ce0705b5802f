using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>
/// The power of waves of like length in grids of one size, Σ_e |F(h (1[w = e] − π_e))|², where h is Hann's window along both axes,
/// w the winners, and π their shares; in walls there is 0.
/// </summary>
internal sealed class WavePower
{
    private readonly FourierTransform alongColumns;
    private readonly FourierTransform alongRows;
    private readonly double[] rowWindow;
    private readonly double[] columnWindow;
    private readonly int[] periods;
    private readonly int[] waves;
    private readonly ComplexRows plane;
    private readonly ComplexRows turned;

    /// <param name="width">Columns of the grids.</param>
    /// <param name="height">Their rows.</param>
    public WavePower(int width, int height)
    {
        alongColumns = new FourierTransform(height, width);
        alongRows = new FourierTransform(width, height);
        rowWindow = Hann.Window(width);
        columnWindow = Hann.Window(height);
        plane = new ComplexRows(width, height);
        turned = new ComplexRows(height, width);
        int side = Math.Min(width, height);
        periods = [.. Enumerable.Range(0, width * height).Select(wave => PeriodsOf(wave / height, wave % height))];
        waves = new int[periods.Max() + 1];
        foreach (int number in periods)
        {
            waves[number]++;
        }

        // To the nearest whole number; waves run to and fro alike.
        int PeriodsOf(int x, int y)
        {
            double across = (double)Math.Min(x, width - x) / width;
            double down = (double)Math.Min(y, height - y) / height;
            return (int)Math.Round(side * Math.Sqrt(across * across + down * down));
        }
    }

    /// <summary>How many waves there are, by their periods on the grid's shorter side, <c>[periods]</c> from 0 on.</summary>
    public IReadOnlyList<int> Waves => waves;

    /// <summary>Their power together, likewise.</summary>
    public double[] Of(Frame frame)
    {
        double[] power = new double[waves.Length];
        int[] present = [.. Enumerable.Range(0, frame.Entities).Where(entity => frame.Territory[entity] is > 0 and < 1)];
        foreach (int[] pair in present.Chunk(2))
        {
            Fill(frame, pair[0], pair.Length > 1 ? pair[1] : null);
            alongColumns.Apply(plane);
            plane.TransposeTo(turned);
            alongRows.Apply(turned);
            Add(power);
        }

        return power;
    }

    // Two planes of real numbers are one of complex numbers: over a wave and the opposite one, which has as many periods, its power
    // is the sum of theirs.
    private void Fill(Frame frame, int first, int? second)
    {
        double firstShare = frame.Territory[first];
        double secondShare = second is int other ? frame.Territory[other] : 0;
        for (int y = 0; y < frame.Height; y++)
        {
            ReadOnlySpan<byte> winners = frame.Winners.AsSpan(y * frame.Width, frame.Width);
            Span<double> real = plane.Real(y);
            Span<double> imaginary = plane.Imaginary(y);
            for (int x = 0; x < winners.Length; x++)
            {
                double weight = winners[x] == World.NoWinner ? 0 : rowWindow[x] * columnWindow[y];
                real[x] = weight * ((winners[x] == first ? 1 : 0) - firstShare);
                imaginary[x] = weight * ((winners[x] == second ? 1 : 0) - secondShare);
            }
        }
    }

    private void Add(double[] power)
    {
        for (int x = 0; x < turned.Height; x++)
        {
            ReadOnlySpan<double> real = turned.Real(x);
            ReadOnlySpan<double> imaginary = turned.Imaginary(x);
            for (int y = 0; y < plane.Height; y++)
            {
                power[periods[x * plane.Height + y]] += real[y] * real[y] + imaginary[y] * imaginary[y];
            }
        }
    }
}
