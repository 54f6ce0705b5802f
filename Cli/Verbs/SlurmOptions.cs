using System.CommandLine;
using System.Globalization;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that let SLURM start the workers of an experiment.</summary>
/// <param name="terminal">Where it is said what was submitted.</param>
internal sealed class SlurmOptions(Terminal terminal)
{
    private readonly Option<string?> slurm = CommonOptions.Path(
        "--slurm", "N", "Work on nothing here, but submit N workers to SLURM, by a script that is written to DIR/slurm");

    private readonly Option<string[]> more = CommonOptions.Repeated(
        "--slurm-option", "OPTION", "A further option of sbatch, such as --slurm-option=--gres=gpu:1; repeatable");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Verb verb) => verb.Add("On a cluster", slurm, more);

    /// <summary>Whether SLURM is to start workers.</summary>
    /// <exception cref="UserException">It is told how, but not how many.</exception>
    public bool Asks(ParseResult parsed) => parsed.GetValue(slurm) is not null
        || (parsed.Gives(more) ? throw new UserException($"{more.Name} belongs to {slurm.Name}") : false);

    /// <summary>Submits the workers.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="place">Where the experiment is to be.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="arguments">What else each worker is to be told.</param>
    /// <param name="json">Whether another program wants to know.</param>
    /// <exception cref="UserException">There is no folder, or another experiment in it, or SLURM takes no such job.</exception>
    public int Submit(ParseResult parsed, StorePlace place, Experiment experiment, IReadOnlyList<string> arguments, bool json)
    {
        string folder = place.Folder ?? throw new UserException(
            $"{slurm.Name} writes into the experiment's folder, which a database has not; submit 'gpueco worker' by a script of your own");
        string text = parsed.GetValue(slurm)!;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int workers) || workers == 0)
        {
            throw new UserException($"{slurm.Name} must be a whole number from 1 on; '{text}' is not one");
        }

        string[] options = parsed.GetValue(more) ?? [];
        if (options.FirstOrDefault(option => !option.StartsWith('-') || option.Contains('\n', StringComparison.Ordinal)) is string none)
        {
            throw new UserException($"{more.Name} must be an option of sbatch, such as --gres=gpu:1; '{none}' is none");
        }

        Campaign.Check(place, experiment);
        SlurmJob job = SlurmJob.Submit(
            folder,
            experiment.ToJson().ToJsonString(),
            workers,
            options,
            file => [.. SlurmJob.ThisProgram(), parsed.CommandResult.Command.Name, file, "--out", Path.GetFullPath(folder), .. arguments]);
        if (json)
        {
            terminal.Json(job);
        }
        else
        {
            terminal.Line(job.Job is string number
                ? $"{workers} workers are job {number} of SLURM; 'squeue --job {number}' shows them, and what they say is beside {job.Script}"
                : $"there is no sbatch here; where there is:   sbatch {ShellText.Quote(job.Script)}");
            terminal.Line($"gpueco archive {ShellText.Quote(place.Name)}   shows what they have found so far");
        }

        return ExitCode.Done;
    }
}
