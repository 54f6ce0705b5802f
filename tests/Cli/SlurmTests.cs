using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Experiments whose workers a cluster starts.</summary>
public sealed class SlurmTests : IDisposable
{
    private static readonly string[] Search =
    [
        "evolve", "--preset", "small", "--size", "16", "--device", "cpu", "--burn-in", "30", "--frames", "3", "--every", "5", "--lanes", "1",
        "--vary", "GrowthGateSteepness=2..30:log", "--axis", "borders:8", "--trials", "12", "--window", "6", "--seeds", "2",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Three workers of a job array come to the archive of one here.</summary>
    [Fact]
    public void A_job_array_comes_to_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SLURM is for Linux");
        using SlurmCluster cluster = new();
        Invocation submitted = ProgramProcess.Run(
            new Dictionary<string, string?> { ["SLURM_CONF"] = cluster.Configuration },
            [.. Search, "--out", folder["a 100 % shared one"], "--slurm", "3", "--slurm-option", "--time=10", "--slurm-option=--comment=tried", "--json"]);
        Assert.True(submitted.ExitCode == 0, submitted.Error);
        cluster.Await((string)submitted.Json["job"]!);

        string[] logs = Directory.GetFiles(Path.GetDirectoryName((string)submitted.Json["script"]!)!, "*.log");
        Assert.Equal(3, logs.Length);
        Invocation found = Invocation.Of("archive", folder["a 100 % shared one"], "--json");
        Assert.True(found.ExitCode == 0, string.Concat(logs.Select(File.ReadAllText)));
        Assert.Equal(12, (int)found.Json["trials"]!);
        Assert.Equal(
            (string)Invocation.Of([.. Search, "--out", folder["alone"], "--json"]).Json["archiveHash"]!, (string)found.Json["archiveHash"]!);
    }

    /// <summary>Where there is no scheduler the script is written all the same; nothing is begun, so that a node's device may be the first.</summary>
    [Fact]
    public void Without_a_scheduler_the_script_is_there()
    {
        string[] command = [.. Search, "--out", folder["edge"], "--slurm", "32", "--slurm-option=--gres=gpu:1", "--slurm-option=--time=8:00:00", "--lease", "60"];
        Invocation written = ProgramProcess.Run(new Dictionary<string, string?> { ["PATH"] = folder.Path }, command);
        Assert.True(written.ExitCode == 0, written.Error);
        string script = Path.Combine(folder["edge"], "slurm", "workers.sh");
        Assert.StartsWith($"there is no sbatch here; where there is:   sbatch {script}\n", written.Output, StringComparison.Ordinal);
        string text = File.ReadAllText(script);
        Assert.StartsWith("#!/bin/bash\n", text, StringComparison.Ordinal);
        Assert.Superset(
            new HashSet<string> { "#SBATCH --array=0-31", "#SBATCH --requeue", "#SBATCH --signal=B:TERM@120", "#SBATCH --gres=gpu:1", "#SBATCH --time=8:00:00" },
            text.Split('\n').ToHashSet());
        string[] program = ProgramProcess.Command("gpueco.dll");
        Assert.EndsWith(
            $"\nexec {program[0]} {program[1]} evolve {folder["edge"]}/slurm/experiment.json --out {folder["edge"]} --device cpu --lanes 1 --lease 60\n",
            text,
            StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder["edge"], "experiment.json")));
    }

    /// <summary>What cannot be is one line, and exit code 2, before anything is written.</summary>
    [Theory]
    [InlineData("--slurm none --out x", "--slurm must be a whole number from 1 on; 'none' is not one")]
    [InlineData("--slurm 0 --out x", "--slurm must be a whole number from 1 on; '0' is not one")]
    [InlineData("--slurm-option --gres=gpu:1 --out x", "--slurm-option belongs to --slurm")]
    [InlineData("--slurm 2 --slurm-option gpu:1 --out x", "--slurm-option must be an option of sbatch, such as --gres=gpu:1; 'gpu:1' is none")]
    [InlineData("--slurm 2 --out postgres://me@host/db?experiment=x", "--slurm writes into the experiment's folder, which a database has not")]
    public void What_cannot_be_is_refused(string options, string reason)
    {
        Invocation result = Invocation.Of([.. Search, .. options.Split(' ').Select(word => word == "x" ? folder[word] : word)]);
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"gpueco: {reason}", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["x"]));
    }

    /// <summary>Another experiment in the folder is noticed where it is submitted, not on a node hours later.</summary>
    [Fact]
    public void Another_experiment_is_refused()
    {
        Assert.Equal(0, Invocation.Of([.. Search, "--out", folder["edge"], "--for", "1"]).ExitCode);
        Invocation result = Invocation.Of([.. Search.Select(word => word == "6" ? "7" : word), "--out", folder["edge"], "--slurm", "2"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("window: 6 there, 7 here", result.Error, StringComparison.Ordinal);
    }
}
