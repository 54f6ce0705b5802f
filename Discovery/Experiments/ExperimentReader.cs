using System.Collections.Immutable;
using System.Text.Json;
using GpuEcosystem.Discovery.Designs;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>Reads an experiment from JSON, and refuses what it does not understand.</summary>
internal static class ExperimentReader
{
    internal const string Name = "name";
    internal const string Seed = "seed";
    internal const string World = "world";
    internal const string Preset = "preset";
    internal const string Genes = "genes";
    internal const string Observe = "observe";
    internal const string BurnIn = "burnIn";
    internal const string Frames = "frames";
    internal const string Every = "every";
    internal const string Damage = "damage";
    internal const string Seeds = "seeds";
    internal const string Weather = "weather";
    internal const string Common = "common";
    internal const string Search = "search";
    internal const string Design = "design";
    internal const string Budget = "budget";
    internal const string Trials = "trials";
    internal const string Window = "window";
    internal const string MaxSeconds = "maxSeconds";
    internal const string Baseline = "baseline";
    internal const string CheckpointEvery = "checkpointEvery";
    internal const string Repeats = "repeats";

    internal const int UsualTrials = 1000;
    internal const int MostTrials = 10_000_000;
    internal const int MostWorlds = 1000;
    internal const int MostFrames = 10_000;
    internal const int MostRepeats = 1000;
    internal const float LongestRun = 1e6f;
    internal const int LongestName = 100;

    internal static readonly ObservationPlan UsualObservation = new(300, 24, 10, Damage: false);

    public static Experiment Read(string json, string source) => JsonShape.Read(json, source, Read);

    private static Experiment Read(JsonElement root)
    {
        JsonShape.RequireProperties(
            root,
            "the experiment",
            [Genes],
            RunConfigurationReader.Schema, Name, Seed, World, Observe, Seeds, Weather, Common, Search, Design, Budget, Window, MaxSeconds, Baseline, Repeats, CheckpointEvery);
        RunConfiguration world = root.TryGetProperty(World, out JsonElement given) ? JsonShape.Named(World, () => ReadWorld(given)) : RunConfiguration.Default;
        world.Validate();
        GeneSpace genes = GeneSpace.Read(root.GetProperty(Genes), world);
        SearchSettings? search = root.TryGetProperty(Design, out JsonElement design) ? null : ReadSearch(root);
        ObservationPlan observation = ReadObservation(root, search);
        int weathers = ReadCount(root, Weather, 1, MostWorlds);
        int worlds = CheckWorlds(ReadCount(root, Seeds, search?.Population is null ? 3 : 1, MostWorlds), weathers);
        int window = ReadCount(root, Window, search?.Population?.Slots ?? 64, MostTrials);
        if (search is not null)
        {
            ArmSearch.Check(search, genes, observation, worlds, window);
        }

        string? layout = search is null ? ReadDesign(root, design) : null;
        return new Experiment
        {
            Name = ReadName(root),
            Seed = root.TryGetProperty(Seed, out JsonElement seed) ? JsonShape.ReadSeed(seed, Seed) : world.Parameters.Seed,
            World = world,
            Genes = genes,
            Observation = observation,
            Worlds = worlds,
            Weathers = weathers,
            HasCommonSeeds = ReadSwitch(root, Common, Common) ?? true,
            Search = search,
            Design = layout,
            Trials = ReadTrials(root, layout, genes),
            Window = window,
            MostSeconds = root.TryGetProperty(MaxSeconds, out JsonElement seconds) ? JsonShape.ReadNumber(seconds, MaxSeconds, 1e-3f, LongestRun) : null,
            Baselines = ReadBaselines(root, search),
            Repeats = ReadCount(root, Repeats, 1, MostRepeats),
            CheckpointEvery = root.TryGetProperty(CheckpointEvery, out JsonElement steps) ? JsonShape.ReadWholeNumber(steps, CheckpointEvery, 1) : null,
        };
    }

    /// <summary>Reads a world: a preset, or the default one, with what else is said in its place.</summary>
    internal static RunConfiguration ReadWorld(JsonElement world)
    {
        JsonShape.Require(world, JsonValueKind.Object, World, "an object");
        if (!world.TryGetProperty(Preset, out JsonElement preset))
        {
            return RunConfigurationReader.Read(RunConfiguration.Default, world);
        }

        JsonShape.Require(preset, JsonValueKind.String, Preset, "a name in quotation marks");
        string rest = string.Join(", ", world.EnumerateObject()
            .Where(property => property.Name != Preset)
            .Select(property => $"{JsonSerializer.Serialize(property.Name)}: {property.Value.GetRawText()}"));
        using JsonDocument changes = JsonDocument.Parse($"{{ {rest} }}");
        return RunConfigurationReader.Read(PresetCatalogue.Load(preset.GetString()!), changes.RootElement);
    }

    private static int CheckWorlds(int seeds, int weathers) => seeds * weathers <= MostWorlds
        ? seeds * weathers
        : throw new UserException($"a trial has {MostWorlds} worlds at most; {seeds} seeds of {weathers} weathers each are {seeds * weathers}");

    private static SearchSettings ReadSearch(JsonElement root) => root.TryGetProperty(Search, out JsonElement search)
        ? SearchReader.Read(search, Search)
        : SearchReader.Usual;

    private static ObservationPlan ReadObservation(JsonElement root, SearchSettings? search)
    {
        // Who asks for what only twins show wants twins.
        ObservationPlan usual = UsualObservation with { Damage = search is not null && ArmSearch.NeedsTwins(search) };
        if (!root.TryGetProperty(Observe, out JsonElement observe))
        {
            return usual;
        }

        JsonShape.RequireProperties(observe, Observe, [], BurnIn, Frames, Every, Damage);
        return new ObservationPlan(
            observe.TryGetProperty(BurnIn, out JsonElement burnIn) ? JsonShape.ReadWholeNumber(burnIn, $"{Observe}.{BurnIn}", 0) : usual.BurnIn,
            observe.TryGetProperty(Frames, out JsonElement frames)
                ? (int)JsonShape.ReadWholeNumber(frames, $"{Observe}.{Frames}", 2, MostFrames)
                : usual.Frames,
            observe.TryGetProperty(Every, out JsonElement every) ? JsonShape.ReadWholeNumber(every, $"{Observe}.{Every}", 1) : usual.Every,
            ReadSwitch(observe, Damage, $"{Observe}.{Damage}") ?? usual.Damage);
    }

    private static string ReadDesign(JsonElement root, JsonElement design)
    {
        if (root.TryGetProperty(Search, out _))
        {
            throw new UserException($"'{Design}' lays trials out and '{Search}' finds them; give one of them");
        }

        JsonShape.Require(design, JsonValueKind.String, Design, "a name in quotation marks");
        string name = design.GetString()!;
        return DesignCatalogue.Names.Contains(name)
            ? name
            : throw new UserException($"{Design} must be one of {string.Join(", ", DesignCatalogue.Names)}; '{JsonShape.Shorten(name)}' is not");
    }

    private static int ReadTrials(JsonElement root, string? design, GeneSpace genes)
    {
        int? asked = null;
        if (root.TryGetProperty(Budget, out JsonElement budget))
        {
            JsonShape.RequireProperties(budget, Budget, [Trials]);
            asked = (int)JsonShape.ReadWholeNumber(budget.GetProperty(Trials), $"{Budget}.{Trials}", 1, MostTrials);
        }

        return design is null ? asked ?? UsualTrials : DesignCatalogue.CountOf(design, genes.Coordinates, asked);
    }

    private static ImmutableArray<string> ReadBaselines(JsonElement root, SearchSettings? search)
    {
        if (!root.TryGetProperty(Baseline, out JsonElement baseline) || baseline.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        ImmutableArray<string> names = baseline.ValueKind == JsonValueKind.Array
            ? [.. baseline.EnumerateArray().Select((name, index) => ReadBaseline(name, $"{Baseline}[{index}]", search))]
            : [ReadBaseline(baseline, Baseline, search)];
        return names.Distinct().Count() == names.Length ? names : throw new UserException($"{Baseline} names a search twice");
    }

    private static string ReadBaseline(JsonElement baseline, string place, SearchSettings? search)
    {
        JsonShape.Require(baseline, JsonValueKind.String, place, "a name in quotation marks");
        string name = baseline.GetString()!;
        if (search is null || name == search.Method)
        {
            throw new UserException($"{place} is another search to compare with; {(search is null ? "a design is no search" : $"'{name}' is the same")}");
        }

        if (!SearchMethod.Baselines.Contains(name))
        {
            throw new UserException($"{place} must be one of {string.Join(", ", SearchMethod.Baselines)}; '{JsonShape.Shorten(name)}' is not");
        }

        return search.Population is null && SearchMethod.Lasts(name)
            ? throw new UserException($"{place}: the worlds of '{name}' live on from trial to trial, as those of a {SearchMethod.Population} do and these do not")
            : name;
    }

    private static string ReadName(JsonElement root)
    {
        if (!root.TryGetProperty(Name, out JsonElement name))
        {
            return "experiment";
        }

        JsonShape.Require(name, JsonValueKind.String, Name, "a text");
        return name.GetString() is { Length: > 0 and <= LongestName } text
            ? text
            : throw new UserException($"{Name} must have 1 to {LongestName} letters");
    }

    private static int ReadCount(JsonElement root, string name, int usual, int most) => root.TryGetProperty(name, out JsonElement count)
        ? (int)JsonShape.ReadWholeNumber(count, name, 1, most)
        : usual;

    private static bool? ReadSwitch(JsonElement parent, string name, string place) =>
        !parent.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw new UserException($"{place} must be true or false; {JsonShape.Quote(value)} is not");
}
