using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output;

/// <summary>
/// Workers of an experiment as a job array of SLURM. Its tasks run the command that begins the experiment, not one that joins it, since the
/// experiment belongs to devices like that of its first worker, and whoever submits sits at another machine.
/// </summary>
/// <param name="Script">The batch script.</param>
/// <param name="Job">The job's number; null where there is no sbatch to submit it.</param>
internal sealed record SlurmJob(string Script, string? Job)
{
    // Before its time is up or it makes room for others, so that runs are given back.
    private const int SecondsToEnd = 120;

    private const string Name = "slurm";
    private const string Submitter = "sbatch";

    /// <summary>Writes the script and the experiment into a folder of the experiment's folder, and submits it.</summary>
    /// <param name="folder">The experiment's folder, which all nodes must see.</param>
    /// <param name="experiment">The experiment, as JSON.</param>
    /// <param name="workers">How many.</param>
    /// <param name="options">Further options of sbatch.</param>
    /// <param name="command">What each worker does, from the program on, if it is given the experiment's file.</param>
    /// <exception cref="UserException">Something cannot be written, or SLURM takes no such job.</exception>
    public static SlurmJob Submit(
        string folder, string experiment, int workers, IReadOnlyList<string> options, Func<string, IReadOnlyList<string>> command)
    {
        string inside = Path.Combine(Path.GetFullPath(folder), Name);
        string file = Path.Combine(inside, "experiment.json");
        string script = Path.Combine(inside, "workers.sh");
        Directory.CreateDirectory(inside);
        Write(file, experiment);
        Write(script, Text(inside, workers, options, command(file)));
        return new SlurmJob(script, TrySubmit(script));
    }

    /// <summary>How to start this very program.</summary>
    public static IReadOnlyList<string> ThisProgram()
    {
        // Started by its own name, as an installed tool is, or by dotnet.
        string process = Environment.ProcessPath!;
        string own = typeof(SlurmJob).Assembly.Location;
        return Path.GetFileNameWithoutExtension(process) == Path.GetFileNameWithoutExtension(own) ? [process] : [process, own];
    }

    // In an option's text, % begins what SLURM puts in.
    private static string Text(string folder, int workers, IReadOnlyList<string> options, IReadOnlyList<string> command) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        #!/bin/bash
        #SBATCH --job-name=gpueco
        #SBATCH --array=0-{workers - 1}
        #SBATCH --requeue
        #SBATCH --open-mode=append
        #SBATCH --signal=B:TERM@{SecondsToEnd}
        #SBATCH --output="{folder.Replace("%", "%%", StringComparison.Ordinal)}/%A_%a.log"
        {string.Concat(options.Select(option => $"#SBATCH {option}\n"))}
        exec {string.Join(' ', command.Select(ShellText.Quote))}

        """);

    private static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static string? TrySubmit(string script)
    {
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(Submitter, ["--parsable", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string job = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? job : throw new UserException($"{Submitter} refuses '{script}': {error.Result.Trim().ReplaceLineEndings(" ")}");
        }
        catch (Win32Exception)
        {
            // There is none here.
            return null;
        }
    }
}
