using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Searches for worlds that are interesting in different ways.</summary>
internal static class EvolveVerb
{
    private const string Search = "search";

    public static Command Create(Terminal terminal, CancellationToken interruption)
    {
        IReadOnlyList<Saying> own =
        [
            new(
                ExperimentOptions.Text("--method", "NAME", $"How it searches: {string.Join(", ", SearchMethod.All.Select(method => method.Name))}; unless given 'map-elites' where there are axes, 'cvt' where there are cells, and 'dominated' otherwise"),
                [Search, "method"],
                text => text),
            new(
                ExperimentOptions.Text("--quality", "NAME", "Which of two alike worlds is better: reproducible (its seeds agree), or a descriptor, with - before it where less is better"),
                [Search, "quality"],
                text => text),
            new(ExperimentOptions.Text("--keep", "N", "Elites that are kept where there are no cells; 64 unless given"), [Search, "size"], ExperimentOptions.Number),
            new(ExperimentOptions.Text("--cells", "N", "Cells of like size over the features, in place of axes; 1024 unless given"), [Search, "cells"], ExperimentOptions.Number),
            new(ExperimentOptions.Text("--window", "W", "Trials that may be under way at once; 64 unless given, and one for each world of a population"), ["window"], ExperimentOptions.Number),
            new(ExperimentOptions.Text("--repeats", "N", "How often search and baseline are made, each time with the next seed"), ["repeats"], ExperimentOptions.Number),
        ];
        Option<string[]> axes = CommonOptions.Repeated("--axis", "DESCRIPTOR:BINS", "A descriptor that the archive has cells for; repeatable");
        Option<string[]> features = CommonOptions.Repeated("--feature", "DESCRIPTOR", "A descriptor in which worlds are to differ, where there are no axes; repeatable");
        Option<string[]> baselines = CommonOptions.Repeated(
            "--baseline", "NAME", $"A search to compare with, of as many trials: {string.Join(", ", SearchMethod.Baselines)}; repeatable");
        IReadOnlyList<Saying> population = PopulationSayings();
        ExperimentOptions options = new();
        ExperimentVerb verb = new(terminal, interruption);
        Verb command = new("evolve", "Search for worlds that are interesting in different ways; stop and go on whenever you like");
        options.AddTo(command, own);
        command.Add("What it looks for", axes, features, baselines);
        command.Add("A population", [.. population.Select(saying => saying.Option)]);
        verb.AddTo(command);
        command.SetAction(parsed =>
        {
            ExperimentDraft draft = options.Read(parsed, [.. own, .. population]);
            if (parsed.GetValue(axes) is { Length: > 0 } given)
            {
                draft.Say(new JsonObject(given.Select(ReadAxis)), Search, "axes");
            }

            if (parsed.GetValue(features) is { Length: > 0 } names)
            {
                draft.Say(ListOf(names), Search, "features");
            }

            if (parsed.GetValue(baselines) is { Length: > 0 } compared)
            {
                draft.Say(ListOf(compared), "baseline");
            }

            return verb.Carry(parsed, draft, options.ReadDevice(parsed));
        });
        return command;
    }

    private static IReadOnlyList<Saying> PopulationSayings()
    {
        return
        [
            Of("--slots", "P", "Worlds that live on side by side; 16 unless given", "slots"),
            Of("--select-every", "SEGMENTS", "Trials of each world from one selection to the next; 1 unless given", "every"),
            Of("--replace", "SHARE", "Share of the worlds, the worst ones, that become copies of others; 0.25 unless given", "fraction"),
            new(
                ExperimentOptions.Text("--score", "NAMES", "What makes a world better: novelty, quality, or novelty,quality, which it is unless given"),
                [Search, "population", "score"],
                text => ListOf(text.Split(','))),
            new(
                ExperimentOptions.Text("--heredity", "NAME", "What a copy takes over besides cells: lamarck (networks), darwin (nothing), noise (networks with noise)"),
                [Search, "population", "heredity"],
                text => text),
            Of("--sigma", "S", "Standard deviation of that noise; 0.02 unless given", "sigma"),
        ];

        static Saying Of(string name, string helpName, string description, string property) => new(
            ExperimentOptions.Text(name, helpName, description), [Search, "population", property], ExperimentOptions.Number);
    }

    private static JsonArray ListOf(string[] names) => new([.. names.Select(name => JsonValue.Create(name))]);

    private static KeyValuePair<string, JsonNode?> ReadAxis(string text)
    {
        string[] parts = text.Split(':');
        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int bins)
            ? KeyValuePair.Create(parts[0], (JsonNode?)bins)
            : throw new UserException($"--axis must be DESCRIPTOR:BINS, such as borders:16; '{text}' is not");
    }
}
