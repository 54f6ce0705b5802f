using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>What is said of a cell is so, and saying it changes nothing.</summary>
public class InspectionTests
{
    private const double Tolerance = 5e-5;

    private static readonly EcosystemParameters small = EcosystemParameters.Default with
    {
        Species = 3,
        GridWidth = 13,
        GridHeight = 11,
        StateChannels = 6,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 2,
        MinOccupancy = 40,
        DiversityWeight = 1,
        SunPenalty = 1.5f,
        LearnInterval = 0,
    };

    private static readonly Dictionary<string, EcosystemParameters> recipes = new()
    {
        ["default"] = small,
        ["dot"] = small with { Similarity = SimilarityKind.Dot, SunMode = SunMode.Spatial, AliveVisible = true, WinRate = false },
        ["mean field"] = small with { CompetitionMode = CompetitionMode.MeanField, ConcentrationWindow = 9, KernelSize = 5 },
        ["plain"] = small with { Concentration = false, NetworkDepth = 0, Coupling = Coupling.Shared, SunPenalty = 0 },
    };

    /// <summary>Every recipe on every device.</summary>
    public static TheoryData<string, string> Worlds =>
        [.. Devices.Fast.SelectMany(row => recipes.Keys.Select(recipe => ((string)row, recipe)))];

    /// <summary>Scores are those that the reference has before its step; species that are absent or face a wall have none.</summary>
    [Theory]
    [MemberData(nameof(Worlds))]
    public void Inspections_are_the_references(string device, string recipe)
    {
        RandomWorld model = new(recipes[recipe], seed: 7, walls: true);
        double[] expected = model.Run(1)[0].Outcome.Scores;
        using World world = model.Load(Devices.Open(device));
        float[] grid = world.ReadGrid();
        int cells = model.Start.Cells;
        int absent = 0;
        int present = 0;
        for (int cell = 0; cell < cells; cell += device == "simulated" ? 7 : 1)
        {
            int x = cell % small.GridWidth;
            int y = cell / small.GridWidth;
            CellInspection inspection = world.Inspect(x, y);
            float[] aliveness = [.. Enumerable.Range(0, 4).Select(entity => grid[entity * cells + cell])];
            bool wall = model.Start.Wall[cell] == 1;

            Assert.Equal((x, y, wall), (inspection.X, inspection.Y, inspection.IsWall));
            Assert.Equal(aliveness, inspection.Aliveness);
            Assert.Equal(Enumerable.Range(0, 4).MaxBy(entity => aliveness[entity]), inspection.Winner);
            Assert.Equal((float?)model.Start.WinRate?[cell] ?? 0.5f, Assert.Single(inspection.Facts).Value);
            Assert.NotNull(inspection.Scores[0]);
            for (int entity = 0; entity < 4; entity++)
            {
                double score = expected[entity * cells + cell];
                if (score < -1e8 || (wall && entity > 0))
                {
                    Assert.Null(inspection.Scores[entity]);
                    absent++;
                }
                else
                {
                    Assert.Equal(score, inspection.Scores[entity]!.Value, Tolerance * Math.Max(1, Math.Abs(score)));
                    present += entity > 0 ? 1 : 0;
                }
            }
        }

        Assert.True(absent > 3 && present > 3);
    }

    /// <summary>A world that learns and is edited goes the same way whether somebody looks at its cells or not.</summary>
    [Theory]
    [MemberData(nameof(Devices.Fast), MemberType = typeof(Devices))]
    public void Looking_changes_nothing(string device)
    {
        ComputeDevice opened = Devices.Open(device);
        EcosystemParameters recipe = LearningWorlds.Tiny with { MinOccupancy = 30, SunMode = SunMode.Spatial };
        using World seen = new(opened, recipe, rowsPerBand: 2);
        using World unseen = new(opened, recipe, rowsPerBand: 2);
        for (int step = 0; step < 4; step++)
        {
            foreach (World world in (World[])[seen, unseen])
            {
                world.Stroke(Brush.Paint, 2 * step, 3, 2 * step + 1, 5, 1, species: 1 + step % 3);
            }

            string before = seen.StateHash();
            seen.Inspect(0, 0);
            seen.Inspect(10, 8);
            seen.Inspect(5, 4);
            Assert.Equal(before, seen.StateHash());
            seen.Step();
            unseen.Step();
            Assert.Equal(unseen.StateHash(), seen.StateHash());
        }

        Metrics metrics = seen.Observe();
        Assert.Equal(unseen.Observe().Populations, metrics.Populations);
        Assert.Equal(unseen.Observe().Respawns, metrics.Respawns);
        Assert.Equal(unseen.Observe().Loss, metrics.Loss);
    }

    /// <summary>Cells outside the grid are a mistake of the caller's.</summary>
    [Fact]
    public void Other_cells_are_refused()
    {
        using World world = new(Devices.Open("cpu"), small);
        Assert.All(
            ((int X, int Y)[])[(-1, 0), (0, -1), (13, 0), (0, 11)],
            cell => Assert.Throws<ArgumentOutOfRangeException>(() => world.Inspect(cell.X, cell.Y)));
    }
}
