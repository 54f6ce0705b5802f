using System.Diagnostics;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Tests.Cli;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Persistence;

/// <summary>The last two states of a run, which outlive it however it ends.</summary>
public sealed class AutosaveTests : IDisposable
{
    private const int Kills = 40;

    private static readonly string[] tinyWorld =
    [
        "--size", "9", "--species", "2", "--set", "StateChannels=4", "--set", "HiddenChannels=0", "--set", "NetworkWidth=8",
        "--set", "NetworkDepth=0",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_are_kept_and_the_newest_is_found()
    {
        using ConfiguredWorld world = new(Devices.Open("cpu"), SavedWorlds.Start(LearningWorlds.Tiny));
        using (AutosaveFolder autosaves = new(folder.Path))
        {
            for (int step = 0; step < 4; step++)
            {
                autosaves.Save(world);
                world.Step();
            }
        }

        Assert.Equal(["000003-step-2.eco", "000004-step-3.eco"], Names());
        Assert.Equal(folder["000004-step-3.eco"], AutosaveFolder.FindNewest(folder.Path, _ => Assert.Fail()));

        // Numbers go on, also where a world that stands at an earlier step is saved.
        using ConfiguredWorld other = new(Devices.Open("cpu"), SavedWorlds.Start(LearningWorlds.Tiny));
        using AutosaveFolder again = new(folder.Path);
        again.Save(other);
        Assert.Equal(["000004-step-3.eco", "000005-step-0.eco"], Names());
    }

    [Fact]
    public void A_damaged_one_is_named_and_passed_over()
    {
        using ConfiguredWorld world = new(Devices.Open("cpu"), SavedWorlds.Start(LearningWorlds.Tiny));
        using (AutosaveFolder autosaves = new(folder.Path))
        {
            autosaves.Save(world);
            autosaves.Save(world);
        }

        byte[] bytes = File.ReadAllBytes(folder["000002-step-0.eco"]);
        bytes[1000] ^= 1;
        File.WriteAllBytes(folder["000002-step-0.eco"], bytes);
        List<string> notes = [];
        Assert.Equal(folder["000001-step-0.eco"], AutosaveFolder.FindNewest(folder.Path, notes.Add));
        Assert.Equal(
            $"passed over an autosave: {folder["000002-step-0.eco"]}: section 'grid' is damaged: its checksum does not fit",
            Assert.Single(notes));
    }

    [Fact]
    public void One_run_at_a_time_keeps_its_states_in_a_folder()
    {
        string leftover;
        using (AtomicFile file = new(folder["123456789-step-1000000000000000.eco"]))
        {
            leftover = Directory.GetFiles(folder.Path).Single();
        }

        File.WriteAllText(leftover, "left by a run that was killed");
        using AutosaveFolder first = new(folder.Path);
        Assert.Equal(["autosave.lock"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
        UserException refusal = Assert.Throws<UserException>(() => new AutosaveFolder(folder.Path));
        Assert.StartsWith($"cannot keep autosaves in '{folder.Path}': ", refusal.Message);
    }

    /// <summary>A full disk stops the autosaves and not the run.</summary>
    [Fact]
    public void A_full_disk_is_told_of_once_and_the_run_goes_on()
    {
        using SmallDisk disk = new(folder["disk"], "size=64k");
        string autosaves = Path.Combine(disk.Path, "a");
        Directory.CreateDirectory(autosaves);
        File.WriteAllBytes(Path.Combine(disk.Path, "ballast"), new byte[40 * 1024]);
        Invocation run = Invocation.Of(
        [
            "run", "--device", "cpu", .. tinyWorld, "--steps", "5", "--autosave", "1", "--autosave-dir", autosaves,
        ]);
        Assert.Equal(0, run.ExitCode);
        string line = Assert.Single(run.Error.Split('\n'), line => line.StartsWith("no autosave at step ", StringComparison.Ordinal));
        Assert.Contains("the run goes on: cannot write ", line);
        Invocation resumed = Invocation.Of("run", "--device", "cpu", "--resume", autosaves, "--steps", "1");
        Assert.Equal(0, resumed.ExitCode);
    }

    /// <summary>However often and whenever runs are killed, the next one goes on.</summary>
    [Fact]
    public async Task Runs_that_are_killed_can_be_resumed()
    {
        await Task.WhenAll(KillAgainAndAgain(folder["first"], 1), KillAgainAndAgain(folder["second"], 2));
    }

    private static async Task KillAgainAndAgain(string autosaves, int seed)
    {
        Random random = new(seed);
        for (int kill = 0; kill < Kills / 2; kill++)
        {
            string? before = Newest(autosaves);
            string[] world = before is null ? tinyWorld : ["--resume", autosaves];
            using Process run = Start(["run", "--device", "cpu", .. world, "--steps", "100000000", "--autosave", "1", "--autosave-dir", autosaves]);
            while (Newest(autosaves) == before && !run.HasExited)
            {
                await Task.Delay(5);
            }

            await Task.Delay(random.Next(300));
            Assert.False(run.HasExited, "the run has ended by itself");
            run.Kill();
            await run.WaitForExitAsync();
            Assert.Equal(0, Invocation.Of("run", "--device", "cpu", "--resume", autosaves, "--steps", "1").ExitCode);
        }
    }

    private static Process Start(IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "gpueco.dll"), .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static string? Newest(string autosaves) => Directory.Exists(autosaves)
        ? Directory.EnumerateFiles(autosaves, "??????-step-*.eco").Max(StringComparer.Ordinal)
        : null;

    private IEnumerable<string> Names() => Directory.GetFiles(folder.Path, "*.eco")
        .Select(file => Path.GetFileName(file))
        .Order(StringComparer.Ordinal);
}
