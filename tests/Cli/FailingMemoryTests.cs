using System.Globalization;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Tests.Drivers;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>
/// Whichever of the program's allocations fails while a recipe changes a world, the run ends with one line, and what was asked for
/// of the world as it stood is written.
/// </summary>
public sealed class FailingMemoryTests : IDisposable
{
    // The runtime asks for smaller pieces itself, and cannot go on without.
    private const string Least = "16384";

    private const string Recipe = """
        {
          "version": 1,
          "start": { "Species": 2, "GridWidth": 64, "GridHeight": 64, "NetworkDepth": 1, "NetworkWidth": 8, "StateChannels": 8 },
          "steps": 6,
          "actions": [{ "after": 3, "set": { "GridWidth": 96, "GridHeight": 80, "Species": 3 } }]
        }
        """;

    private readonly FakeDrivers folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Nothing_is_lost()
    {
        folder.Compile("allocations.c", "allocations.so", "-ldl");
        folder.Write("recipe.json", Recipe);
        Assert.Equal(0, Run(0).ExitCode);
        int allocations = int.Parse(File.ReadAllText(folder["count"]), CultureInfo.InvariantCulture);
        Assert.True(allocations > 20);
        List<string> ends = [];
        for (int n = 1; n <= allocations; n += 2)
        {
            File.Delete(folder["saved.eco"]);
            File.Delete(folder["world.png"]);
            Invocation run = Run(n);
            string[] lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            string end = $"{n}: {run.ExitCode} {lines[^1]}";
            ends.Add(end);
            Assert.True(run.ExitCode == 0 || (run.ExitCode == 2 && lines.Length <= 4 && lines[^1].StartsWith("gpueco: ", StringComparison.Ordinal)), end);

            // Before the first step there is nothing to write.
            bool refused = end.Contains("recipe, after 3 steps", StringComparison.Ordinal);
            if (run.ExitCode == 0 || refused)
            {
                Assert.True(File.Exists(folder["world.png"]), end);
                EcoFile.Check(folder["saved.eco"]);
                EcoHeader saved = EcoFile.ReadHeader(folder["saved.eco"]);
                Assert.Equal(
                    refused ? (3L, 64, 2) : (6L, 96, 3), (saved.Step, saved.Parameters.GridWidth, saved.Parameters.Species));
            }
        }

        Assert.Contains(ends, end => end.Contains("recipe, after 3 steps", StringComparison.Ordinal));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', ends));
    }

    private Invocation Run(int n) => folder.Run(
        $"LD_PRELOAD=HERE/allocations.so FAIL_MIN={Least} FAIL_N={n} FAIL_COUNT=HERE/count",
        "run", "--device", "cpu", "--recipe", folder["recipe.json"], "--save", folder["saved.eco"], "--image", folder["world.png"]);
}
