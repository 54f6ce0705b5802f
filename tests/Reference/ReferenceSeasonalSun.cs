namespace GpuEcosystem.Tests.Reference;

/// <summary>Section 9: a sun whose proposal is <c>tanh(F(x, y))</c> at the present phases.</summary>
public sealed record ReferenceSeasonalSun : ReferenceSun
{
    private const int Bands = 8;
    private const int Waves = 12;
    private const int Hidden = 32;

    /// <summary>What is learned, by the names of the cases.</summary>
    public required IReadOnlyDictionary<string, double[]> Tensors { get; init; }

    /// <summary>How far each band has come, <c>[8]</c>.</summary>
    public required double[] Phases { get; init; }

    /// <summary>Columns and rows of the grid, over which coordinates go from −1 to 1.</summary>
    public required (int Width, int Height) Grid { get; init; }

    /// <summary>The part of the grid that proposals are for; null for all of it.</summary>
    public (int X, int Y, int Width)? Part { get; init; }

    /// <summary>The names in the order of the specification, with the shapes for a number of channels.</summary>
    public static IReadOnlyList<(string Name, int Count)> Sizes(int channels) =>
    [
        ("season.logPeriod", Bands), ("season.frequency", 2 * Waves), ("season.firstSpatial", Hidden * 2 * Waves),
        ("season.firstTemporal", Hidden * 2 * Bands), ("season.firstBias", Hidden), ("season.second", Hidden * Hidden),
        ("season.secondBias", Hidden), ("season.output", channels * Hidden), ("season.outputBias", channels),
    ];

    /// <inheritdoc/>
    public override double[] Propose(ReferenceParameters p, int cells) => Array.ConvertAll(BeforeTanh(p, cells), Math.Tanh);

    /// <summary>F, <c>[channel][y][x]</c>.</summary>
    public double[] BeforeTanh(ReferenceParameters p, int cells)
    {
        var (left, top, width) = Part ?? (0, 0, Grid.Width);
        var values = new double[p.Channels * cells];
        for (var cell = 0; cell < cells; cell++)
        {
            var made = Network(
                p, Coordinate(left + cell % width, Grid.Width), Coordinate(top + cell / width, Grid.Height));
            for (var channel = 0; channel < p.Channels; channel++)
            {
                values[channel * cells + cell] = made[channel];
            }
        }

        return values;
    }

    /// <inheritdoc/>
    public override ReferenceSun Cut(ReferenceParameters p, ReferenceWorld world, int x, int y, int width, int height) =>
        this with { Part = (x, y, width) };

    /// <inheritdoc/>
    public override IEnumerable<(string Name, double[] Values)> Named() => Tensors.Select(tensor => (tensor.Key, tensor.Value));

    /// <inheritdoc/>
    public override ReferenceSun StepLater() => this with
    {
        Phases = [.. Phases.Select((phase, band) => (phase + Pace(band)) % Math.Tau)],
    };

    private static double Coordinate(int index, int count) => count > 1 ? 2.0 * index / (count - 1) - 1 : -1;

    private double Pace(int band) => Math.Tau * Math.Exp(-Tensors["season.logPeriod"][band]);

    private double[] Network(ReferenceParameters p, double x, double y)
    {
        var frequency = Tensors["season.frequency"];
        double[] arguments = [.. Enumerable.Range(0, Waves).Select(wave => x * frequency[wave] + y * frequency[Waves + wave])];
        double[] place = [.. arguments.Select(Math.Cos).Concat(arguments.Select(Math.Sin)).Select(value => value / Math.Sqrt(Waves))];
        double[] angles = [.. Enumerable.Range(0, Bands).Select(band => Phases[band] + Pace(band))];
        double[] time = [.. angles.Select(Math.Sin), .. angles.Select(Math.Cos)];

        var fromPlace = Multiply("season.firstSpatial", place, Hidden);
        var fromTime = Multiply("season.firstTemporal", time, Hidden);
        double[] first = [.. fromPlace.Select((value, i) => Math.Max(0, value + fromTime[i] + Tensors["season.firstBias"][i]))];
        double[] second = [.. Multiply("season.second", first, Hidden).Select((value, i) => Math.Max(0, value + Tensors["season.secondBias"][i]))];
        return [.. Multiply("season.output", second, p.Channels).Select((value, i) => value + Tensors["season.outputBias"][i])];
    }

    private double[] Multiply(string matrix, double[] vector, int outputs) =>
    [
        .. Enumerable.Range(0, outputs).Select(row =>
            vector.Select((value, i) => value * Tensors[matrix][row * vector.Length + i]).Sum()),
    ];
}
