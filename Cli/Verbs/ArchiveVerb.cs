using System.CommandLine;
using System.Globalization;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Looks at what an experiment has come to.</summary>
internal static class ArchiveVerb
{
    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        Argument<string?> given = new("DIR")
        {
            Description = $"The experiment, done or under way: {PlaceText.Else}",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> elite = CommonOptions.Path("--elite", "TRIAL", "Tell of one trial, and how to see its world");
        Option<string?> world = CommonOptions.Path("--world", "R", "Which of its worlds, from 0 on; 0 unless given");
        Option<string?> recipe = CommonOptions.Path("--recipe", "FILE.json", "Write that world's recipe, for run and view");
        Option<string?> verify = CommonOptions.Path("--verify", "N", "Make N runs again and compare their last states");
        Option<string?> compare = CommonOptions.Path("--compare", "DIR", "Another experiment to compare with");
        ReportOptions report = new(terminal, interruption);
        ExportOptions export = new(terminal);
        Option<string> device = CommonOptions.Device();
        Option<bool> json = CommonOptions.Json();
        Verb command = new("archive", "See what an experiment has found, and go on from there");
        command.Arguments.Add(given);
        command.Add("What to see", elite, world, recipe, verify, compare, device, json);
        command.Add("What to make of it", [.. report.All, .. export.All]);
        command.SetAction(parsed =>
        {
            StorePlace place = PlaceText.Read(parsed.GetValue(given), given.Name, FolderStore.UsualLease);
            using CampaignResults results = CampaignResults.Read(place);
            if (parsed.GetValue(elite) is string trial)
            {
                RunKey run = new(
                    Count(elite, trial, results.Main.Trials.Count), Count(world, parsed.GetValue(world) ?? "0", results.Experiment.Worlds));
                return ShowTrial(terminal, results, run, parsed.GetValue(recipe), parsed.GetValue(json));
            }

            if (parsed.GetValue(recipe) is not null)
            {
                throw new UserException($"{recipe.Name} writes one trial's recipe; name it with {elite.Name}");
            }

            if (parsed.GetValue(verify) is string runs)
            {
                return Verify(terminal, results, Count(verify, runs, int.MaxValue), parsed.GetRequiredValue(device), parsed.GetValue(json), interruption);
            }

            bool exports = export.Asks(parsed);
            if (report.Asks(parsed))
            {
                if (exports)
                {
                    throw new UserException("a page and a table are made one after the other; give --report or --export");
                }

                return report.Write(parsed, results, place, parsed.GetRequiredValue(device), parsed.GetValue(json));
            }

            if (exports)
            {
                return export.Write(parsed, results, parsed.GetValue(json));
            }

            using CampaignResults? other = parsed.GetValue(compare) is string beside ? CampaignResults.Read(new StorePlace(beside, FolderStore.UsualLease)) : null;
            if (parsed.GetValue(json))
            {
                terminal.Json(ResultsReport.Create(results, worker: null, other));
            }
            else
            {
                ResultsSummary.Write(terminal, results, place);
                if (other is not null)
                {
                    ResultsSummary.WriteOther(terminal, results, other);
                }
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static int Count(Option option, string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < most
            ? number
            : throw new UserException($"{option.Name} must be a whole number below {most}; '{text}' is not");

    private static int ShowTrial(Terminal terminal, CampaignResults results, RunKey run, string? recipe, bool json)
    {
        TrialResult trial = results.Main.Trials[run.Trial];
        Outcome outcome = trial.Outcomes[run.Repeat];
        if (recipe is not null)
        {
            AtomicFile.Write(recipe, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(results.RecipeOf(run).ToJson())));
        }

        if (json)
        {
            terminal.Json(new
            {
                Trial = run.Trial,
                World = run.Repeat,
                Status = outcome.Status.ToString().ToLowerInvariant(),
                outcome.Reason,
                Genome = outcome.Values,
                outcome.Parents,
                outcome.WorldSeed,
                outcome.Steps,
                outcome.Descriptors,
                outcome.Territory,
                outcome.StateHash,
                Recipe = recipe,
            });
            return ExitCode.Done;
        }

        terminal.Line($"trial {run.Trial}, world {run.Repeat} of {trial.Outcomes.Length}, seed {outcome.WorldSeed}: {outcome.Reason ?? "ended well"}");
        terminal.Table(["gene", "value"], outcome.Values.Select(value => new TableRow([value.Key, value.Value])));
        terminal.Table(
            ["descriptor", "this world", "mean of its worlds"],
            outcome.Descriptors.Select(one => new TableRow([one.Key, ResultsSummary.Number(one.Value), ResultsSummary.Number(trial.MeanOf(one.Key))])));
        terminal.Line(outcome.Parents.IsEmpty ? "drawn anew, without parents" : $"descends from trials {string.Join(", ", outcome.Parents)}");
        terminal.Line(recipe is null ? $"--recipe FILE.json writes how to see it again" : $"gpueco view --recipe {recipe}   shows it; run --recipe {recipe} ends in {outcome.StateHash}");
        return ExitCode.Done;
    }

    private static int Verify(
        Terminal terminal, CampaignResults results, int count, string device, bool json, CancellationToken interruption)
    {
        using ComputeDevice opened = terminal.Open(device);
        IReadOnlyList<Outcome> drawn = Replay.Draw(results, count);
        List<Replay> replays = terminal.WithProgress("repeating", drawn.Count, progress =>
        {
            List<Replay> made = [];
            foreach (Outcome outcome in drawn)
            {
                made.Add(Replay.Of(results, outcome, opened, interruption));
                progress(made.Count);
            }

            return made;
        });
        Replay[] others = [.. replays.Where(replay => !replay.IsSame)];
        if (json)
        {
            terminal.Json(new { Repeated = replays.Count, Different = others });
        }
        else
        {
            foreach (Replay other in others)
            {
                terminal.Line($"run {other.Run} ended in {other.Recorded}, and in {other.StateHash} this time");
            }

            terminal.Line($"{replays.Count - others.Length} of {replays.Count} runs end in the same bits again");
        }

        return others.Length == 0 ? ExitCode.Done : ExitCode.WorkFailed;
    }
}
