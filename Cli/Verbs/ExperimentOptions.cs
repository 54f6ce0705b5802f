using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Discovery.Experiments;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>
/// The options that say which worlds are tried and how they are looked at. A file comes first; every option takes the place of what it says.
/// </summary>
internal sealed class ExperimentOptions
{
    private readonly Argument<string?> file = new("FILE.json")
    {
        Description = "The experiment: world, genes, what is observed, how it is searched; options take the place of what it says",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly WorldOptions world = new();

    private readonly Option<string[]> vary = CommonOptions.Repeated(
        "--vary", "NAME=VALUES", $"A parameter that worlds differ in, {GeneText.Help}; NAME[each] for a value of each species; repeatable");

    private readonly IReadOnlyList<Saying> sayings =
    [
        new(Text("--name", "NAME", "What the experiment is called"), ["name"], text => text),
        new(Text("--seeds", "R", "Worlds of each trial, each of another seed; 3 unless given"), ["seeds"], Number),
        new(Text("--weather", "V", "Worlds of each seed, with random numbers of their own from the first look on; 1 unless given"), ["weather"], Number),
        new(CommonOptions.Flag("--own-seeds", "Give each trial worlds of seeds of its own, in place of the same ones for all"), ["common"], _ => false),
        new(Text("--trials", "N", "How many trials; of a grid all, and otherwise 1000, unless given"), ["budget", "trials"], Number),
        new(Text("--burn-in", "STEPS", "Steps before the first look; 300 unless given"), ["observe", "burnIn"], Number),
        new(Text("--frames", "K", "How often a world is looked at; 24 unless given"), ["observe", "frames"], Number),
        new(Text("--every", "STEPS", "Steps from one look to the next; 10 unless given"), ["observe", "every"], Number),
        new(CommonOptions.Flag("--damage", "Let twins of each world show how far a small difference spreads"), ["observe", "damage"], _ => true),
        new(
            Text("--checkpoint-every", "STEPS", "Keep a run's world every so often, and when it is stopped, so that whoever takes the run over need not begin anew"),
            ["checkpointEvery"],
            Number),
        new(Text("--max-seconds", "S", "Give up runs that take longer, which depends on the machine"), ["maxSeconds"], Number),
    ];

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="own">What the verb alone says of experiments.</param>
    public void AddTo(Verb verb, IReadOnlyList<Saying> own)
    {
        verb.Arguments.Add(file);
        world.AddBeginningTo(verb);
        verb.Add("The trials", [vary, .. sayings.Concat(own).Select(saying => saying.Option)]);
    }

    /// <summary>The device that was asked for.</summary>
    public string ReadDevice(ParseResult parsed) => world.ReadDevice(parsed);

    /// <summary>The experiment as far as it is said.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="own">What the verb alone says of experiments.</param>
    /// <exception cref="UserException">A file cannot be read, or a value is none.</exception>
    public ExperimentDraft Read(ParseResult parsed, IReadOnlyList<Saying> own)
    {
        ExperimentDraft draft = parsed.GetValue(file) is string path ? ExperimentDraft.Load(path) : new ExperimentDraft();
        draft.World = world.ReadBeginning(parsed, draft.World);
        foreach (Saying saying in sayings.Concat(own).Where(saying => parsed.Gives(saying.Option)))
        {
            string given = parsed.GetResult(saying.Option)!.Tokens.Count > 0 ? parsed.GetResult(saying.Option)!.Tokens[0].Value : "";
            draft.Say(saying.Value(given), saying.Place);
        }

        foreach (string gene in parsed.GetValue(vary) ?? [])
        {
            draft.Vary(gene);
        }

        return draft;
    }

    /// <summary>An option with a text.</summary>
    public static Option<string?> Text(string name, string helpName, string description) => CommonOptions.Path(name, helpName, description);

    /// <summary>A number as files have it; what is none stays a text, which the experiment's reader refuses by its name.</summary>
    public static JsonNode Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? JsonNode.Parse(number.ToString("R", CultureInfo.InvariantCulture))!
            : JsonValue.Create(text);
}
