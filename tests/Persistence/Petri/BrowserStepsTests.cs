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
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void SixStepsLeadToTheSameGrid(string device)
    {
        using OpenedPetriWorldScope opened = new(BrowserFile.Path, Devices.Open(device));
        Assert.Equal(10, opened.World.StepNumber);
        double difference = DifferenceAfterSteps(opened.World);
        output.WriteLine($"{device}: {difference:e2}");
        Assert.InRange(difference, 0, Tolerance);
        Assert.Equal(10 + BrowserFile.Steps, opened.World.StepNumber);
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
        double difference = DifferenceAfterSteps(world);
        output.WriteLine($"{broken}: {difference:e2}");
        Assert.True(difference > 2 * Tolerance, $"{difference}");
    }

    private static double DifferenceAfterSteps(World world)
    {
        for (int step = 0; step < BrowserFile.Steps; step++)
        {
            world.Step();
        }

        WorldParameters parameters = world.Parameters;
        int channels = parameters.Species + 1 + parameters.StateChannels + parameters.HiddenChannels;
        float[] grid = PetriLayout.FromPlanes(world.ReadGrid(), channels);
        return grid.Zip(BrowserFile.After, (here, there) => Math.Abs((double)here - there)).Max();
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
