using System.CommandLine;
using System.CommandLine.Parsing;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits.Files;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.LogicCircuit;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>
/// The options that say which world is meant. A preset comes first, a configuration file overrides it, and then the
/// other options follow in the order in which they were written. A recipe takes the place of preset and file.
/// </summary>
internal sealed class WorldOptions
{
    private readonly Option<string?> preset = new("--preset")
    {
        Description = $"A world that comes with the program: {string.Join(", ", PresetCatalogue.Names)}",
        HelpName = "NAME",
    };

    private readonly Option<string?> config = CommonOptions.Path(
        "--config", "FILE.json", "A world from a file: parameters by name, a schedule, walls");

    private readonly Option<string?> recipe = CommonOptions.Path(
        "--recipe",
        "FILE.json|FILE.eco|LINK",
        "A run again, with all that was done to its world, from a file, the one that a saved world keeps, a browser's link (#r=...), or - for standard input; "
        + "options such as --seed and --set change its start");

    private readonly Option<string?> load = CommonOptions.Path(
        "--load",
        $"FILE{string.Join("|", WorldFile.Extensions)}|NAME",
        "A saved world, or a grown one that comes with the program ('presets' lists them), which goes on; other options change it there, and --seed gives it other random numbers from there on");

    private readonly Option<string> device = CommonOptions.Device();

    private readonly IReadOnlyList<Shorthand> shorthands =
    [
        new(Valued("--width", "W", "Columns of the grid"), value => [$"GridWidth={value}"]),
        new(Valued("--height", "H", "Rows of the grid"), value => [$"GridHeight={value}"]),
        new(
            Valued("--size", "S", "Columns and rows of a square grid"),
            value => [$"GridWidth={value}", $"GridHeight={value}"]),
        new(Valued("--species", "N", "How many species compete"), value => [$"Species={value}"]),
        new(Valued("--seed", "S", "Start of all random numbers"), value => [$"Seed={value}"]),
        new(
            CommonOptions.Path(
                "--target",
                "FILE",
                $"What a circuit is to learn, of the rules LogicCircuit: a picture, .png, up to 64 x 64 pixels, or what another circuit of one channel does, .circuit, or {string.Join(", ", LearnedCircuits.Names)}"),
            value => AssignmentsOf(TargetOf(value))),
        new(CommonOptions.Repeated("--set", "NAME=VALUE", "Any parameter, Name[n]=Value for species n, Rules=Name for the rules of a new world; repeatable"), value => [value]),
        new(CommonOptions.Flag("--no-learning", "Keep the networks as they are"), _ => ["LearnInterval=0"]),
    ];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Verb verb) => verb.Add("The world", [.. All, device]);

    /// <summary>Adds to a verb those of worlds that begin anew.</summary>
    public void AddBeginningTo(Verb verb) => verb.Add("The world", [preset, config, .. shorthands.Select(shorthand => shorthand.Option), device]);

    /// <summary>The device that was asked for.</summary>
    public string ReadDevice(ParseResult parsed) => parsed.GetRequiredValue(device);

    /// <summary>The world that was asked for, found to be possible.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="note">Tells the user what was left out, or waits.</param>
    /// <param name="given">A file in place of the one of <c>--load</c>, which the verb has a name of its own for.</param>
    /// <param name="otherwise">A file for who says nothing of any world; the default world if null.</param>
    public WorldPlan Read(ParseResult parsed, Action<string> note, GivenWorld? given = null, string? otherwise = null)
    {
        GivenWorld? loaded = parsed.GetValue(load) is string saved ? new GivenWorld(load.Name, GrownWorlds.FileOf(saved)) : null;
        if (loaded is not null && given is not null)
        {
            throw new UserException($"{load.Name} and {given.By} both name a world; give one of them");
        }

        loaded ??= given;
        if (loaded is null && otherwise is not null && !All.Any(parsed.Gives))
        {
            loaded = new GivenWorld(load.Name, otherwise);
        }

        if (loaded is not null)
        {
            if (loaded.IsOwn && Starts.Any(parsed.Gives))
            {
                return GoOn(parsed, loaded.File, note);
            }

            RefuseStarts(parsed, loaded.By);
            SavedWorld world = new(loaded.File, [.. ReadAssignments(parsed)]);
            WaitingChanges.Tell(world.Changes, note);
            return new WorldPlan(world, Goal: loaded.Resumes ? InAll(world.Configuration.Steps) : null, Resumes: loaded.Resumes);
        }

        if (parsed.GetValue(recipe) is string repeated)
        {
            return Repeat(parsed, repeated, note);
        }

        RunConfiguration configuration = ReadBeginning(parsed, RunConfiguration.Default);
        return new WorldPlan(new NewWorld(new Recipe(configuration, [])), Goal: configuration.Steps);
    }

    /// <summary>The world that begins anew which was asked for, found to be possible.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="otherwise">What holds where no preset is named.</param>
    public RunConfiguration ReadBeginning(ParseResult parsed, RunConfiguration otherwise)
    {
        RunConfiguration configuration = parsed.GetValue(preset) is string name ? PresetCatalogue.Load(name) : otherwise;
        if (parsed.GetValue(config) is string file)
        {
            configuration = configuration.Load(file);
        }

        configuration = Override(configuration, parsed);
        configuration.Validate();
        return configuration;
    }

    private IReadOnlyList<Option> Starts => [preset, config, recipe];

    // What says which world is meant, and not where it lives.
    private IReadOnlyList<Option> All => [.. Starts, load, .. shorthands.Select(shorthand => shorthand.Option)];

    // The options say how a run began that goes on here.
    private WorldPlan GoOn(ParseResult parsed, string path, Action<string> note)
    {
        if (!parsed.Gives(recipe))
        {
            SavedWorld world = new(path);
            return new WorldPlan(world, Goal: InAll(world.Configuration.Steps), Resumes: true);
        }

        WorldPlan whole = Repeat(parsed, parsed.GetRequiredValue(recipe)!, note);
        return new WorldPlan(new SavedWorld(path) { Recipe = whole.Recipe }, whole.Recipe, InAll(whole.Goal), Resumes: true);
    }

    // Of a run that goes on, some steps are taken already.
    private static StepGoal? InAll(StepGoal? goal) => goal is null ? null : goal with { IsTotal = true };

    private WorldPlan Repeat(ParseResult parsed, string given, Action<string> note)
    {
        if (((Option[])[preset, config]).FirstOrDefault(parsed.Gives) is Option other)
        {
            throw new UserException($"{recipe.Name} says how its world starts, so {other.Name} cannot be given with it");
        }

        RecipeSource source = RecipeInput.Read(given);
        foreach (string line in source.LeftOut)
        {
            note($"left out: {line}");
        }

        Recipe repeated = source.Recipe with { Start = Override(source.Recipe.Start, parsed) };
        repeated.Validate();
        return new WorldPlan(new NewWorld(repeated), repeated, source.Steps is long count ? new StepGoal(count, IsTotal: false) : null);
    }

    private RunConfiguration Override(RunConfiguration configuration, ParseResult parsed) =>
        ReadAssignments(parsed).Aggregate(configuration, (changed, one) => changed.Set(one));

    private void RefuseStarts(ParseResult parsed, string given)
    {
        foreach (Option start in Starts)
        {
            if (parsed.Gives(start))
            {
                throw new UserException($"{start.Name} makes a new world and {given} goes on with an old one; give one of them");
            }
        }
    }

    // Walks the words themselves, since the parser's results forget their order.
    private IEnumerable<string> ReadAssignments(ParseResult parsed)
    {
        for (int index = 0; index < parsed.Tokens.Count; index++)
        {
            Token token = parsed.Tokens[index];
            Shorthand? shorthand = token.Type == TokenType.Option
                ? shorthands.FirstOrDefault(candidate => candidate.Option.Name == token.Value)
                : null;
            if (shorthand is null)
            {
                continue;
            }

            bool takesValue = shorthand.Option.Arity.MinimumNumberOfValues > 0;
            foreach (string assignment in shorthand.Assignments(takesValue ? parsed.Tokens[index + 1].Value : ""))
            {
                yield return assignment;
            }
        }
    }

    private static LessonTarget TargetOf(string named) =>
        LearnedCircuits.FileOf(named) is var file && file.EndsWith(CircuitFile.Ending, StringComparison.OrdinalIgnoreCase)
            ? LessonTarget.Parse($"{CircuitRule.Of(CircuitFile.Read(file).Circuit)}")
            : TargetPicture.Read(named);

    private static IReadOnlyList<string> AssignmentsOf(LessonTarget target) => [$"Target={target}", $"LossChannels={target.Channels}"];

    private static Option<string?> Valued(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
    };

    /// <summary>An option that stands for assignments to parameters.</summary>
    private sealed record Shorthand(Option Option, Func<string, IReadOnlyList<string>> Assignments);
}
