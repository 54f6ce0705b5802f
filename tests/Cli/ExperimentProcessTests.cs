using System.Diagnostics;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Workers that are killed, suspended and told to stop come to the archive of one that nobody disturbs.</summary>
public sealed class ExperimentProcessTests : IDisposable
{
    private static readonly string[] Search =
    [
        "evolve", "--preset", "small", "--size", "16", "--device", "cpu", "--burn-in", "30", "--frames", "3", "--every", "5", "--lanes", "1", "--lease", "1",
        "--vary", "GrowthGateSteepness=2..30:log", "--axis", "borders:8", "--trials", "20", "--window", "6", "--seeds", "2",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Killed after the first outcome and after the tenth; suspended for three leases; stopped; and then left alone.</summary>
    [Fact]
    public void Whatever_ends_them_the_archive_is_the_same()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no signals");
        string[] command = [.. ProgramProcess.Command("gpueco.dll"), .. Search, "--out", folder["killed"]];
        ProgramProcess.KillWhen(() => Outcomes >= 1, [.. Search, "--out", folder["killed"]]);
        ProgramProcess.KillWhen(() => Outcomes >= 10, [.. Search, "--out", folder["killed"]]);

        int before = Outcomes;
        using (Process suspended = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!)
        {
            while (Outcomes <= before)
            {
                Assert.False(suspended.WaitForExit(10));
            }

            Signal("STOP", suspended.Id);
            before = Outcomes;
            Invocation other = ProgramProcess.SignalWhen(() => Outcomes >= before + 5, "TERM", command);
            Assert.Equal(0, other.ExitCode);
            Thread.Sleep(3000);
            Signal("CONT", suspended.Id);
            suspended.StandardError.ReadToEnd();
            suspended.WaitForExit();
            Assert.Equal(0, suspended.ExitCode);
        }

        Invocation last = Invocation.Of([.. Search, "--out", folder["killed"], "--json"]);
        Invocation alone = Invocation.Of([.. Search, "--out", folder["alone"], "--json"]);
        Assert.Equal((string)alone.Json["archiveHash"]!, (string)last.Json["archiveHash"]!);
        Assert.Equal(40, Outcomes);
        Assert.True(Directory.GetFiles(Path.Combine(folder["killed"], "claims"), "*", SearchOption.AllDirectories).Length > 40);
    }

    private int Outcomes => Directory.Exists(Path.Combine(folder["killed"], "outcomes"))
        ? Directory.GetFiles(Path.Combine(folder["killed"], "outcomes"), "*.json", SearchOption.AllDirectories).Count(file => !Path.GetFileName(file).StartsWith('.'))
        : 0;

    private static void Signal(string name, int process)
    {
        using Process kill = Process.Start("kill", ["-s", name, $"{process}"]);
        kill.WaitForExit();
    }
}
