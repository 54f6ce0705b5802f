using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>Reads and writes what an experiment says of its search.</summary>
internal static class SearchReader
{
    internal const string Method = "method";
    internal const string Axes = "axes";
    internal const string Features = "features";
    internal const string Quality = "quality";
    internal const string Size = "size";
    internal const string Population = "population";
    internal const string Cells = "cells";
    internal const int MostBins = 100_000;

    /// <summary>For who says nothing: no ranges or bins to choose.</summary>
    public static SearchSettings Usual { get; } = new()
    {
        Method = "dominated",
        Features = ["borders", "drift", "order", "evenness"],
    };

    // One world is neither like nor unlike another of its trial.
    private const string QualityOfPopulation = "evenness";

    public static SearchSettings Read(JsonElement search, string place)
    {
        JsonShape.RequireProperties(search, place, [], Method, Axes, Features, Quality, Size, Cells, Population);
        bool hasPopulation = search.TryGetProperty(Population, out JsonElement population);
        string method = ReadText(search, Method, place) ?? MethodThatUses(search);
        bool lives = method == SearchMethod.Population;
        SearchSettings settings = new()
        {
            Method = method,
            Population = hasPopulation ? PopulationReader.Read(population, $"{place}.{Population}") : lives ? new PopulationSettings() : null,
            Axes = search.TryGetProperty(Axes, out JsonElement axes) ? ReadAxes(axes, $"{place}.{Axes}") : [],
            Features = search.TryGetProperty(Features, out JsonElement features) ? ReadFeatures(features, $"{place}.{Features}") : [],
            Quality = ReadText(search, Quality, place) ?? (lives ? QualityOfPopulation : Usual.Quality),
            Size = ReadCount(search, Size, place) ?? Usual.Size,
            Cells = ReadCount(search, Cells, place) ?? Usual.Cells,
        };
        return settings.FeatureNames.IsEmpty && settings.Method != "map-elites" ? settings with { Features = Usual.Features } : settings;
    }

    // Whoever says how many cells there are need not say that there are cells.
    private static string MethodThatUses(JsonElement search)
    {
        (string Property, string Method)[] signs = [(Population, SearchMethod.Population), (Axes, "map-elites"), (Cells, "cvt")];
        return signs.FirstOrDefault(sign => search.TryGetProperty(sign.Property, out _)).Method ?? Usual.Method;
    }

    public static JsonObject Write(SearchSettings settings)
    {
        JsonObject search = new() { [Method] = settings.Method };
        if (settings.Axes.IsEmpty)
        {
            search[Features] = new JsonArray([.. settings.Features.Select(name => JsonValue.Create(name))]);
        }
        else
        {
            search[Axes] = new JsonObject(settings.Axes.Select(axis => KeyValuePair.Create(axis.Descriptor, (JsonNode?)axis.Bins)));
        }

        search[Quality] = settings.Quality;
        search[Size] = settings.Size;
        search[Cells] = settings.Cells;
        if (settings.Population is { } population)
        {
            search[Population] = PopulationReader.Write(population);
        }

        return search;
    }

    private static ImmutableArray<SearchAxis> ReadAxes(JsonElement axes, string place)
    {
        JsonShape.Require(axes, JsonValueKind.Object, place, """an object such as { "borders": 16 }""");
        return
        [
            .. axes.EnumerateObject().Select(
                axis => new SearchAxis(axis.Name, (int)JsonShape.ReadWholeNumber(axis.Value, $"{place}.{axis.Name}", 1, MostBins))),
        ];
    }

    private static ImmutableArray<string> ReadFeatures(JsonElement features, string place)
    {
        JsonShape.Require(features, JsonValueKind.Array, place, "an array of descriptors");
        return
        [
            .. features.EnumerateArray().Select((feature, index) =>
            {
                JsonShape.Require(feature, JsonValueKind.String, $"{place}[{index}]", "a descriptor's name");
                return feature.GetString()!;
            }),
        ];
    }

    private static int? ReadCount(JsonElement search, string name, string place) => search.TryGetProperty(name, out JsonElement count)
        ? (int)JsonShape.ReadWholeNumber(count, $"{place}.{name}", 1, MostBins)
        : null;

    private static string? ReadText(JsonElement search, string name, string place)
    {
        if (!search.TryGetProperty(name, out JsonElement text))
        {
            return null;
        }

        JsonShape.Require(text, JsonValueKind.String, $"{place}.{name}", "a text");
        return text.GetString();
    }
}
