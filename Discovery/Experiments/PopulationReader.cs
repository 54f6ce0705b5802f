using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>Reads and writes what a search says of its population.</summary>
internal static class PopulationReader
{
    internal const string Slots = "slots";
    internal const string Every = "every";
    internal const string Fraction = "fraction";
    internal const string Score = "score";
    internal const string Heredity = "heredity";
    internal const string Sigma = "sigma";
    internal const int MostSlots = 10_000;
    internal const float MostSigma = 10;

    // The largest number below 1, as people write it.
    internal const float LargestFraction = 0.99f;

    internal static readonly ImmutableArray<string> Heredities = ["lamarck", "darwin", "noise"];

    private static readonly PopulationSettings usual = new();

    public static PopulationSettings Read(JsonElement population, string place)
    {
        JsonShape.RequireProperties(population, place, [], Slots, Every, Fraction, Score, Heredity, Sigma);
        return new PopulationSettings
        {
            Slots = ReadCount(population, place, Slots, 2) ?? usual.Slots,
            Every = ReadCount(population, place, Every, 1) ?? usual.Every,
            Fraction = population.TryGetProperty(Fraction, out JsonElement fraction)
                ? JsonShape.ReadNumber(fraction, $"{place}.{Fraction}", 0, LargestFraction)
                : usual.Fraction,
            Score = population.TryGetProperty(Score, out JsonElement score) ? ReadScore(score, $"{place}.{Score}") : usual.Score,
            Heredity = population.TryGetProperty(Heredity, out JsonElement heredity)
                ? (Heredity)ReadName(heredity, $"{place}.{Heredity}", Heredities)
                : usual.Heredity,
            Sigma = population.TryGetProperty(Sigma, out JsonElement sigma) ? JsonShape.ReadNumber(sigma, $"{place}.{Sigma}", 0, MostSigma) : usual.Sigma,
        };
    }

    public static JsonObject Write(PopulationSettings population) => new()
    {
        [Slots] = population.Slots,
        [Every] = population.Every,
        [Fraction] = population.Fraction,
        [Score] = new JsonArray([.. population.Score.Select(part => JsonValue.Create(part))]),
        [Heredity] = Heredities[(int)population.Heredity],
        [Sigma] = population.Sigma,
    };

    /// <summary>Throws a <see cref="UserException"/> where genes cannot change a world that lives.</summary>
    public static void Check(GeneSpace genes)
    {
        foreach (Gene gene in genes.Genes)
        {
            if (gene is ScheduleGene)
            {
                throw new UserException($"{gene.Name} has a schedule, which counts from a world's first step; worlds of a population have others' pasts");
            }

            if (gene.Parameter.Effect != ParameterEffect.Live || gene.Parameter.MakesPartsAnew)
            {
                throw new UserException($"{gene.Name} makes parts of a world anew; a population needs genes that change a world that lives");
            }
        }
    }

    private static int? ReadCount(JsonElement population, string place, string name, int least) => population.TryGetProperty(name, out JsonElement count)
        ? (int)JsonShape.ReadWholeNumber(count, $"{place}.{name}", least, MostSlots)
        : null;

    private static ImmutableArray<string> ReadScore(JsonElement score, string place)
    {
        JsonShape.Require(score, JsonValueKind.Array, place, "an array of names");
        ImmutableArray<string> parts =
            [.. score.EnumerateArray().Select((part, index) => PopulationSettings.Scores[ReadName(part, $"{place}[{index}]", PopulationSettings.Scores)])];
        return parts.Length > 0 && parts.Distinct().Count() == parts.Length
            ? parts
            : throw new UserException($"{place} must name what scores are made of, each once: {string.Join(", ", PopulationSettings.Scores)}");
    }

    private static int ReadName(JsonElement name, string place, ImmutableArray<string> names)
    {
        JsonShape.Require(name, JsonValueKind.String, place, "a name in quotation marks");
        int index = names.IndexOf(name.GetString()!);
        return index >= 0
            ? index
            : throw new UserException($"{place} must be one of {string.Join(", ", names)}; '{JsonShape.Shorten(name.GetString()!)}' is not");
    }
}
