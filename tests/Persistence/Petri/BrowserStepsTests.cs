using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Persistence.Petri;

/// <summary>A world from the browser goes on here as it does there.</summary>
public class BrowserStepsTests(ITestOutputHelper output)
{
    private const double Tolerance = 2e-3;

    // In the file's order, as far as a test names them.
    private static readonly string[] layers = ["encoder", "expand", "depthwise", "project", "", "", "", "decoder"];

    private readonly PetriFile file = PetriFile.Load(BrowserFile.Path);

    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void SixStepsLeadToTheSameGrid(string device)
    {
        using OpenedPetriWorldScope opened = new(BrowserFile.Path, Devices.Open(device));
        Assert.Equal(10, opened.World.StepNumber);
        double difference = DifferenceAfterSteps(opened.World, BrowserFile.Steps, BrowserFile.After);
        output.WriteLine($"{device}: {difference:e2}");
        Assert.InRange(difference, 0, Tolerance);
        Assert.Equal(10 + BrowserFile.Steps, opened.World.StepNumber);
    }

    /// <summary>Seasons that begin anew begin with the sun that the page itself goes on with, which has no others either.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void WithoutItsSeasonsAFileLeadsToTheSameGrid(string device)
    {
        using OpenedPetriWorldScope opened = new(BrowserFile.SeasonalPath, Devices.Open(device));
        Assert.Equal(SunMode.Seasonal, opened.World.Parameters.Ecosystem().SunMode);
        double difference = DifferenceAfterSteps(opened.World, 3, BrowserFile.SeasonalAfter);
        output.WriteLine($"{device}: {difference:e2}");
        Assert.InRange(difference, 0, Tolerance);
    }

    /// <summary>With what the page's own database has beside the file, its seasons go on here.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void WithItsSeasonsAFileLeadsToThePagesGrid(string device)
    {
        (float[] weights, float[] phases, float[] after) = BrowserFile.Seasons;
        using OpenedPetriWorldScope opened = new(BrowserFile.SeasonalPath, Devices.Open(device));
        opened.World.LoadSeasons(weights, phases);
        double difference = DifferenceAfterSteps(opened.World, 6, after);
        output.WriteLine($"{device}: {difference:e2}");
        Assert.InRange(difference, 0, Tolerance);

        using OpenedPetriWorldScope other = new(BrowserFile.SeasonalPath, Devices.Open(device));
        Assert.True(DifferenceAfterSteps(other.World, 6, after) > 2 * Tolerance, "seasons change nothing in this world");
    }

    /// <summary>Numbers taken over in a wrong order lie far outside of the tolerance.</summary>
    [Theory]
    [InlineData("encoder")]
    [InlineData("expand")]
    [InlineData("depthwise")]
    [InlineData("project")]
    [InlineData("decoder")]
    [InlineData("sun")]
    [InlineData("grid")]
    public void TheToleranceCatchesABrokenImport(string broken)
    {
        PetriCheckpoint checkpoint = file.Find();
        checkpoint = broken switch
        {
            "sun" => checkpoint with { SunBase = [.. checkpoint.SunBase.Reverse()] },
            "grid" => checkpoint with { Grid = TurnedGrid(checkpoint) },
            _ => checkpoint with { Weights = TurnedLayer(checkpoint, Array.IndexOf(layers, broken)) },
        };
        using World world = PetriImport.Create(checkpoint, Devices.Open("cpu"));
        double difference = DifferenceAfterSteps(world, BrowserFile.Steps, BrowserFile.After);
        output.WriteLine($"{broken}: {difference:e2}");
        Assert.True(difference > 2 * Tolerance, $"{difference}");
    }

    private static double DifferenceAfterSteps(World world, int steps, float[] after)
    {
        for (int step = 0; step < steps; step++)
        {
            world.Step();
        }

        WorldParameters parameters = world.Parameters;
        int channels = parameters.Species + 1 + parameters.StateChannels + parameters.HiddenChannels;
        float[] grid = PetriLayout.FromPlanes(world.ReadGrid(), channels);
        return grid.Zip(after, (here, there) => Math.Abs((double)here - there)).Max();
    }

    // Rows as columns: the numbers are the same, their places are not.
    private static float[] TurnedGrid(PetriCheckpoint checkpoint) =>
        Turned(checkpoint.Grid, checkpoint.Parameters.GridWidth, checkpoint.Grid.Length / checkpoint.Wall.Length);

    // Outputs as inputs, or a kernel's rows as columns.
    private static ImmutableArray<float[]> TurnedLayer(PetriCheckpoint checkpoint, int layer)
    {
        ImmutableArray<int> shape = new PetriShapes(checkpoint.Parameters).Weights.ElementAt(layer);
        float[] turned = shape[3] == 1
            ? Turned(checkpoint.Weights[layer], shape[0], shape[2])
            : PetriLayout.ToPlanes(checkpoint.Weights[layer], shape[3]);
        return checkpoint.Weights.SetItem(layer, turned);
    }

    private static float[] Turned(float[] values, int size, int channels)
    {
        float[] turned = new float[values.Length];
        for (int cell = 0; cell < size * size; cell++)
        {
            int other = cell % size * size + cell / size;
            values.AsSpan(cell * channels, channels).CopyTo(turned.AsSpan(other * channels));
        }

        return turned;
    }
}
