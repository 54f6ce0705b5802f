using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>
/// A large world is computed in bands of rows, and the cut changes nothing: a strip around the border between two
/// bands, computed on its own in one band, comes out the same to the last bit.
/// </summary>
public class BandTests
{
    private const int Height = 60;
    private const int Border = Height / 2;

    // The fewest rows that are ever cut make one band whatever the parameters.
    private const int StripHeight = 32;
    private const int StripTop = Border - StripHeight / 2;

    // Rows that a cell's next value can depend on: network, window of 4, and neighbours, rounded up.
    private const int Reach = 3 + 2 + 1;

    private static readonly EcosystemParameters parameters = EcosystemParameters.Default with
    {
        Species = 24,
        GridHeight = Height,
        StateChannels = 4,
        HiddenChannels = 0,
        NetworkWidth = 8,
        NetworkDepth = 2,
        Similarity = SimilarityKind.Dot,

        // What depends on the whole world or on a cell's place in it is off, so that the strip can be a world itself.
        DiversityWeight = 0,
        MinOccupancy = 0,
        UpdateProbability = 1,
        WinRate = false,
        LearnInterval = 0,
        SeedsPerSpecies = 1000,
    };

    /// <summary>
    /// Bands of any height, down and up again over the grid that they write over, give the bits of one band that
    /// writes beside it; with everything on that reads a neighbour or the whole.
    /// </summary>
    [Theory]
    [MemberData(nameof(Heights))]
    public void Bands_of_any_height_give_the_same_bits(string device, int window, int rows)
    {
        EcosystemParameters recipe = EcosystemParameters.Default with
        {
            Species = 3,
            GridWidth = 21,
            GridHeight = 45,
            StateChannels = 6,
            NetworkWidth = 8,
            NetworkDepth = 2,
            ConcentrationWindow = window,
            SeedsPerSpecies = 60,
            TrainRegion = 50,
        };
        ComputeDevice opened = Devices.Open(device);
        using Ecosystem one = new(opened, recipe, rowsPerBand: 45);
        using Ecosystem many = new(opened, recipe, rows);
        for (int step = 0; step < 5; step++)
        {
            one.Step();
            many.Step();
            Assert.Equal(one.ReadGrid(), many.ReadGrid());
        }

        Assert.Equal(one.StateHash(), many.StateHash());
        Assert.Equal(one.Observe().Activity, many.Observe().Activity);
    }

    /// <summary>Heights from a row to all but one; fewer where a step takes long.</summary>
    public static TheoryData<string, int, int> Heights
    {
        get
        {
            TheoryData<string, int, int> data = [];
            foreach (string device in (string[])["cpu", "opencl", "cuda"])
            {
                foreach (int rows in device == "cpu" ? (int[])[1, 2, 7, 16, 23, 44] : [16])
                {
                    data.Add(device, 4, rows);
                    data.Add(device, 21, rows);
                }
            }

            return data;
        }
    }

    /// <summary>The rows on both sides of the border, far enough from the strip's own edges.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Bands_leave_no_trace(string device)
    {
        ComputeDevice opened = Devices.Open(device);

        // So many cells that the activations do not fit into one band; device bodies keep more of them.
        EcosystemParameters recipe = parameters with { GridWidth = opened.RunsSimdBodies ? 2400 : 1000 };
        using Ecosystem whole = new(opened, recipe);
        using Ecosystem strip = new(opened, recipe with { GridHeight = StripHeight });
        strip.LoadGrid(Rows(whole, StripTop, StripHeight));
        const int compared = StripHeight - 2 * Reach;
        float[] before = Rows(strip, Reach, compared);
        whole.Step();
        strip.Step();

        float[] expected = Rows(strip, Reach, compared);
        float[] actual = Rows(whole, StripTop + Reach, compared);
        Assert.Throws<InvalidOperationException>(whole.ReadProposals);
        Assert.NotEmpty(strip.ReadProposals());
        Assert.NotEqual(before, expected);
        Assert.True(expected.AsSpan().SequenceEqual(actual), $"{Differences(expected, actual)} numbers differ");
    }

    private static int Differences(float[] expected, float[] actual) =>
        expected.Zip(actual).Count(pair => pair.First != pair.Second);

    // Some rows of every plane of a grid.
    private static float[] Rows(Ecosystem world, int first, int count)
    {
        (int width, int height) = (world.Parameters.GridWidth, world.Parameters.GridHeight);
        List<float> rows = [];
        foreach (float[] plane in world.ReadGrid().Chunk(height * width))
        {
            rows.AddRange(plane.AsSpan(first * width, count * width));
        }

        return [.. rows];
    }
}
