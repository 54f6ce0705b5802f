using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Outcomes;

/// <summary>Outcomes as JSON, a line each; <c>docs/outcome.schema.json</c> is its schema.</summary>
public static class OutcomeJson
{
    internal const string Trial = "trial";
    internal const string Repeat = "repeat";
    internal const string Attempt = "attempt";
    internal const string Worker = "worker";
    internal const string Arithmetic = "arithmetic";
    internal const string Program = "program";
    internal const string Status = "status";
    internal const string Reason = "reason";
    internal const string Genome = "genome";
    internal const string Values = "values";
    internal const string Parents = "parents";
    internal const string From = "from";
    internal const string WorldSeed = "worldSeed";
    internal const string Steps = "steps";
    internal const string Seconds = "seconds";
    internal const string Descriptors = "descriptors";
    internal const string Territory = "territory";
    internal const string StateHash = "stateHash";
    internal const string Recipe = "recipe";

    /// <summary>How many of the names, the last ones, stand for what not every outcome has.</summary>
    internal const int Optional = 3;

    private static readonly JsonWriterOptions format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The names of all that an outcome has.</summary>
    internal static ImmutableArray<string> Names { get; } =
    [
        Trial, Repeat, Attempt, Worker, Arithmetic, Program, Status, Genome, Values, Parents, WorldSeed, Steps, Seconds, Descriptors,
        Territory, StateHash, From, Reason, Recipe,
    ];

    /// <summary>What the ends of runs are called, in the order of <see cref="OutcomeStatus"/>.</summary>
    internal static ImmutableArray<string> Statuses { get; } = ["ok", "died", "crashed"];

    /// <summary>Writes an outcome as a line, with its end.</summary>
    /// <returns>UTF-8.</returns>
    /// <exception cref="ArgumentException">A number is not finite or out of its range, or the recipe is no JSON object.</exception>
    public static byte[] Write(Outcome outcome)
    {
        if (FindFault(outcome) is string fault)
        {
            throw new ArgumentException($"run {outcome.Run}: {fault}", nameof(outcome));
        }

        ArrayBufferWriter<byte> line = new();
        using (Utf8JsonWriter json = new(line, format))
        {
            OutcomeWriter.Write(json, outcome);
        }

        line.Write("\n"u8);
        return line.WrittenSpan.ToArray();
    }

    /// <summary>Reads an outcome, and refuses what <see cref="Write"/> would not have written.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="source">What errors call it, such as its file.</param>
    /// <exception cref="UserException">It is not an outcome.</exception>
    public static Outcome Read(ReadOnlyMemory<byte> json, string source) => JsonShape.Explained(source, () =>
    {
        Outcome outcome = OutcomeReader.Read(new RawObject(json, Names, Optional));
        return FindFault(outcome) is string fault ? throw new UserException(fault) : outcome;
    });

    internal static string NameOf(OutcomeStatus status) => Statuses[(int)status];

    // Null where there is none.
    private static string? FindFault(Outcome outcome)
    {
        if (outcome.Run is { Trial: < 0 } or { Repeat: < 0 }
            || outcome.Attempt < 1
            || outcome.Steps < 0
            || outcome.From < 0
            || outcome.Parents.Any(trial => trial < 0))
        {
            return $"{Trial}, {Repeat}, {Parents}, {From} and {Steps} count from 0 on, {Attempt} from 1 on";
        }

        foreach (float gene in outcome.Genome)
        {
            if (gene is not (>= 0 and < 1))
            {
                return FormattableString.Invariant($"a gene is at least 0 and less than 1; {gene} is not");
            }
        }

        foreach ((string name, double value) in outcome.Descriptors)
        {
            if (!double.IsFinite(value))
            {
                return FormattableString.Invariant($"{Descriptors} are finite numbers; {name} is {value}");
            }
        }

        if (!double.IsFinite(outcome.Seconds) || !outcome.Territory.All(double.IsFinite))
        {
            return $"{Seconds} and {Territory} are finite numbers";
        }

        return outcome.Recipe.AsSpan().TrimStart() is [] or ['{', ..] ? null : $"{Recipe} must be an object";
    }
}
