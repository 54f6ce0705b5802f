using System.Collections.Immutable;
using System.Text.Json;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>Reads a recipe from JSON, and refuses what it does not understand.</summary>
internal static class RecipeReader
{
    internal const int CurrentVersion = 1;
    internal const int MostSeeds = 10_000;
    internal const int LongestName = 40;
    internal const string Version = "version";
    internal const string Program = "program";
    internal const string Arithmetic = "arithmetic";
    internal const string Start = "start";
    internal const string Steps = "steps";
    internal const string Actions = "actions";
    internal const string After = "after";
    internal const string By = "by";
    internal const string Set = "set";
    internal const string Stroke = "stroke";
    internal const string Seeds = "seeds";
    internal const string Do = "do";
    internal const string Weather = "newWeather";
    internal const string Renewal = "renewNetworks";
    internal const string Shake = "shakeWeights";
    internal const string Seed = "seed";
    internal const string Sigma = "sigma";
    internal const string Brush = "brush";
    internal const string Species = "species";
    internal const string From = "from";
    internal const string To = "to";
    internal const string At = "at";
    internal const string Count = "count";
    internal const string Radius = "radius";
    internal const string Channel = "channel";
    internal const int MostChannel = 255;

    /// <summary>What actions are, one each.</summary>
    internal static IReadOnlyList<string> Kinds { get; } = [Set, Stroke, Seeds, Do, Weather, Renewal, Shake];

    /// <summary>What brushes are called.</summary>
    internal static IReadOnlyDictionary<string, Brush> Brushes { get; } = new Dictionary<string, Brush>
    {
        ["wall"] = Kernels.World.Brush.Wall,
        ["removeWall"] = Kernels.World.Brush.RemoveWall,
        ["erase"] = Kernels.World.Brush.Erase,
        ["paint"] = Kernels.World.Brush.Paint,
    };

    /// <summary>What actions are called that need no more than a name.</summary>
    internal static IReadOnlyDictionary<string, WorldAction> Deeds { get; } = new Dictionary<string, WorldAction>
    {
        ["beginEdit"] = new BeginEdit(),
        ["undoEdit"] = new UndoEdit(),
        ["reset"] = new ResetWorld(),
        ["resetWithinWalls"] = new ResetWorld(KeepsWalls: true),
    };

    public static Recipe Read(string json, string source) => JsonShape.Read(json, source, ReadRecipe);

    private static Recipe ReadRecipe(JsonElement root)
    {
        JsonShape.Require(root, JsonValueKind.Object, "the recipe", "an object");
        if (root.TryGetProperty(Version, out JsonElement version)
            && JsonShape.ReadWholeNumber(version, Version, 1) is not CurrentVersion and long number)
        {
            throw new UserException($"the recipe has version {number}; this program reads version {CurrentVersion}");
        }

        JsonShape.RequireProperties(
            root, "the recipe", [Version, Start, Steps, Actions], RunConfigurationReader.Schema, Program, Arithmetic);
        RunConfiguration start = JsonShape.Named(
            Start, () => RunConfigurationReader.Read(RunConfiguration.Default, root.GetProperty(Start)));
        long steps = JsonShape.ReadWholeNumber(root.GetProperty(Steps), Steps, 0);
        ImmutableArray<TimedAction> actions = ReadActions(root.GetProperty(Actions), start.Parameters, steps);
        Recipe recipe = new(start, actions, steps, ReadOrigin(root));
        recipe.Validate();
        return recipe;
    }

    private static Origin? ReadOrigin(JsonElement root)
    {
        if (!root.TryGetProperty(Program, out JsonElement program) || !root.TryGetProperty(Arithmetic, out JsonElement arithmetic))
        {
            return null;
        }

        JsonShape.Require(program, JsonValueKind.String, Program, "a text");
        JsonShape.Require(arithmetic, JsonValueKind.String, Arithmetic, "a text");
        return new Origin(program.GetString()!, arithmetic.GetString()!);
    }

    private static ImmutableArray<TimedAction> ReadActions(JsonElement list, WorldParameters parameters, long steps)
    {
        JsonShape.Require(list, JsonValueKind.Array, Actions, "an array");
        ImmutableArray<TimedAction>.Builder actions = ImmutableArray.CreateBuilder<TimedAction>(list.GetArrayLength());
        long last = 0;
        foreach (JsonElement element in list.EnumerateArray())
        {
            string name = $"{Actions}[{actions.Count}]";
            JsonShape.RequireProperties(element, name, [After], [.. Kinds, By]);
            long after = JsonShape.ReadWholeNumber(element.GetProperty(After), $"{name}.{After}", 0);
            if (after < last || after > steps)
            {
                string reason = after < last ? $"the action before it comes after {last}" : $"the run takes {steps}";
                throw new UserException($"{name} comes after {after} steps, but {reason}");
            }

            WorldAction action = ReadAction(element, name, parameters);
            parameters = action is ChangeParameters change ? JsonShape.Named(name, () => change.ApplyTo(parameters)) : parameters;
            actions.Add(new TimedAction(after, action, ReadWho(element, name)));
            last = after;
        }

        return actions.MoveToImmutable();
    }

    private static string? ReadWho(JsonElement element, string name)
    {
        if (!element.TryGetProperty(By, out JsonElement by))
        {
            return null;
        }

        JsonShape.Require(by, JsonValueKind.String, $"{name}.{By}", "a name in quotation marks");
        string who = by.GetString()!;
        return who.Length <= LongestName
            ? who
            : throw new UserException($"{name}.{By} may have {LongestName} letters; {JsonShape.Quote(by)} has {who.Length}");
    }

    /// <summary>Reads what is done, apart from when and by whom.</summary>
    public static WorldAction ReadAction(JsonElement element, string name, WorldParameters parameters)
    {
        string[] kinds = [.. Kinds.Where(kind => element.TryGetProperty(kind, out _))];
        if (kinds.Length != 1)
        {
            string given = kinds.Length == 0 ? "none" : string.Join(" and ", kinds);
            throw new UserException($"{name} needs one of {string.Join(", ", Kinds)}; it has {given}");
        }

        JsonElement value = element.GetProperty(kinds[0]);
        string place = $"{name}.{kinds[0]}";
        return kinds[0] switch
        {
            Set => ReadChange(value, name, place, parameters),
            Stroke => ReadStroke(value, place),
            Seeds => ReadSeeds(value, place),
            Weather => new NewWeather(ReadSeed(value, place)),
            Renewal => new RenewNetworks(ReadSeed(value, place)),
            Shake => ReadShake(value, place),
            _ => ReadName(value, place, Deeds),
        };
    }

    private static ChangeParameters ReadChange(
        JsonElement set, string name, string place, WorldParameters parameters)
    {
        JsonShape.Require(set, JsonValueKind.Object, place, "an object");
        return JsonShape.Named(name, () => new ChangeParameters(AssignmentsJson.ReadSet(set, parameters)));
    }

    private static DrawStroke ReadStroke(JsonElement stroke, string place)
    {
        JsonShape.RequireProperties(stroke, place, [Brush, From, To, Radius], Species, Channel);
        Brush brush = ReadName(stroke.GetProperty(Brush), $"{place}.{Brush}", Brushes);
        bool paints = brush == Kernels.World.Brush.Paint;
        if (stroke.TryGetProperty(Species, out JsonElement species) != paints)
        {
            throw new UserException(paints ? $"{place} needs '{Species}'" : $"{place}: only paint has '{Species}'");
        }

        if (stroke.TryGetProperty(Channel, out _) && !(paints || brush == Kernels.World.Brush.Erase))
        {
            throw new UserException($"{place}: only paint and erase have '{Channel}'");
        }

        (float fromX, float fromY) = ReadPlace(stroke, place, From);
        (float toX, float toY) = ReadPlace(stroke, place, To);
        return new DrawStroke(
            brush, paints ? ReadSpecies(species, place) : 0, fromX, fromY, toX, toY, ReadRadius(stroke, place), ReadChannel(stroke, place));
    }

    /// <summary>The only channel that a brush is for; null where none is given.</summary>
    internal static int? ReadChannel(JsonElement parent, string place) => parent.TryGetProperty(Channel, out JsonElement channel)
        ? (int)JsonShape.ReadWholeNumber(channel, $"{place}.{Channel}", 0, MostChannel)
        : null;

    private static ScatterSeeds ReadSeeds(JsonElement seeds, string place)
    {
        JsonShape.RequireProperties(seeds, place, [Species, Count, At, Radius]);
        (float x, float y) = ReadPlace(seeds, place, At);
        return new ScatterSeeds(
            ReadSpecies(seeds.GetProperty(Species), place),
            (int)JsonShape.ReadWholeNumber(seeds.GetProperty(Count), $"{place}.{Count}", 1, MostSeeds),
            x,
            y,
            ReadRadius(seeds, place));
    }

    private static ShakeWeights ReadShake(JsonElement shake, string place)
    {
        ulong seed = ReadSeed(shake, place, Sigma);
        return new ShakeWeights(JsonShape.ReadNumber(shake.GetProperty(Sigma), $"{place}.{Sigma}", 0, ShakeWeights.MostSigma), seed);
    }

    private static ulong ReadSeed(JsonElement parent, string place, params IReadOnlyList<string> beside)
    {
        JsonShape.RequireProperties(parent, place, [Seed, .. beside]);
        return JsonShape.ReadSeed(parent.GetProperty(Seed), $"{place}.{Seed}");
    }

    private static int ReadSpecies(JsonElement species, string place) => (int)JsonShape.ReadWholeNumber(
        species, $"{place}.{Species}", 1, ParameterCatalogue.MaximumSpecies);

    private static (float X, float Y) ReadPlace(JsonElement parent, string place, string name) => JsonShape.ReadPoint(
        parent.GetProperty(name), $"{place}.{name}", -World.Farthest, World.Farthest);

    private static float ReadRadius(JsonElement parent, string place) =>
        JsonShape.ReadNumber(parent.GetProperty(Radius), $"{place}.{Radius}", 0, World.Farthest);

    private static T ReadName<T>(JsonElement element, string place, IReadOnlyDictionary<string, T> names)
    {
        JsonShape.Require(element, JsonValueKind.String, place, "a name in quotation marks");
        string given = element.GetString()!;
        return names.TryGetValue(given, out T? found)
            ? found
            : throw new UserException(
                $"{place} must be one of {string.Join(", ", names.Keys)}; '{JsonShape.Shorten(given)}' is not"
                + NearestName.Question(given, names.Keys));
    }
}
