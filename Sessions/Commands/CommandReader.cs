using System.Collections.Immutable;
using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Sessions.Commands;

/// <summary>
/// Commands as JSON: an object with one property, which names the command, such as <c>{ "pause": true }</c>. What is done to the world
/// itself is written as recipes write it.
/// </summary>
public static class CommandReader
{
    private const int MostSteps = 1_000_000;
    private const int MostActions = 1000;
    private const int LargestSide = 1 << 20;

    // What is asked for, by its property's name.
    private static readonly Dictionary<string, Func<JsonElement, WorldParameters, SessionCommand>> kinds = new()
    {
        ["pause"] = (value, _) => new SetPause(Switch(value, "pause")),
        ["pace"] = (value, _) => new SetPace(Pace.Find(Text(value, "pace"))),
        ["step"] = (value, _) => new TakeSteps(JsonShape.ReadWholeNumber(value, "step", 1, MostSteps)),
        ["act"] = ReadActions,
        ["brush"] = ReadBrush,
        ["undo"] = (value, _) => Deed(value, "undo", new Undo()),
        ["redo"] = (value, _) => Deed(value, "redo", new Redo()),
        ["takeOver"] = (value, _) => Deed(value, "takeOver", new TakeOver()),
        ["keep"] = (value, _) => Deed(value, "keep", new SaveCheckpoint()),
        ["restore"] = (value, _) => new Restore(Text(value, "restore")),
        ["branch"] = (value, _) => new Branch(Text(value, "branch")),
        ["rename"] = (value, _) => ReadRename(value),
        ["delete"] = (value, _) => new Delete(Text(value, "delete")),
        ["begin"] = (value, _) => ReadBegin(value),
        ["open"] = (value, _) => new OpenWorld(Text(value, "open")),
        ["record"] = ReadRecord,
        ["endRecord"] = (value, _) => new EndRecording(Text(value, "endRecord")),
    };

    /// <summary>All names of commands, those of recipes first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. RecipeReader.Kinds, .. kinds.Keys];

    /// <summary>Reads a command.</summary>
    /// <param name="json">An object.</param>
    /// <param name="parameters">The rules that it is meant for.</param>
    /// <exception cref="UserException">It is none, or names what is not there.</exception>
    public static SessionCommand Read(JsonElement json, WorldParameters parameters)
    {
        JsonShape.Require(json, JsonValueKind.Object, "a command", "an object");
        if (json.EnumerateObject().ToArray() is not [JsonProperty property])
        {
            throw new UserException($"a command has one property, which names it: one of {string.Join(", ", Names)}");
        }

        if (RecipeReader.Kinds.Contains(property.Name))
        {
            return new Act(RecipeReader.ReadAction(json, "the command", parameters));
        }

        return kinds.TryGetValue(property.Name, out Func<JsonElement, WorldParameters, SessionCommand>? read)
            ? read(property.Value, parameters)
            : throw new UserException(
                $"there is no command '{JsonShape.Shorten(property.Name)}'{NearestName.Question(property.Name, Names)}; there are {string.Join(", ", Names)}");
    }

    private static Act ReadActions(JsonElement list, WorldParameters parameters)
    {
        JsonShape.Require(list, JsonValueKind.Array, "act", "an array");
        if (list.GetArrayLength() > MostActions)
        {
            throw new UserException($"act may have {MostActions} deeds; it has {list.GetArrayLength()}");
        }

        ImmutableArray<WorldAction>.Builder actions = ImmutableArray.CreateBuilder<WorldAction>();
        foreach (JsonElement one in list.EnumerateArray())
        {
            WorldAction action = RecipeReader.ReadAction(one, $"act[{actions.Count}]", parameters);
            parameters = action is ChangeParameters change ? change.Assignments.ApplyTo(parameters) : parameters;
            actions.Add(action);
        }

        return new Act(actions.ToImmutable());
    }

    private static Act ReadBrush(JsonElement brush, WorldParameters parameters)
    {
        JsonShape.RequireProperties(brush, "brush", ["tool", "from", "to", "radius", "begins"], "species", RecipeReader.Channel);
        Tool tool = OneOf(brush, "brush", "tool", Enum.GetValues<Tool>().Where(tool => tool != Tool.Look));
        (float fromX, float fromY) = JsonShape.ReadPoint(brush.GetProperty("from"), "brush.from", -World.Farthest, World.Farthest);
        (float toX, float toY) = JsonShape.ReadPoint(brush.GetProperty("to"), "brush.to", -World.Farthest, World.Farthest);
        float radius = JsonShape.ReadNumber(brush.GetProperty("radius"), "brush.radius", 0, World.Farthest);
        int species = brush.TryGetProperty("species", out JsonElement which)
            ? (int)JsonShape.ReadWholeNumber(which, "brush.species", 1, parameters.Species)
            : 1;
        bool begins = Switch(brush.GetProperty("begins"), "brush.begins");
        return new BrushStroke(tool, species, fromX, fromY, toX, toY, radius, RecipeReader.ReadChannel(brush, "brush")).ToCommand(parameters, begins);
    }

    private static Rename ReadRename(JsonElement rename)
    {
        JsonShape.RequireProperties(rename, "rename", ["checkpoint", "label"]);
        return new Rename(Text(rename.GetProperty("checkpoint"), "rename.checkpoint"), Text(rename.GetProperty("label"), "rename.label"));
    }

    private static BeginWorld ReadBegin(JsonElement begin)
    {
        JsonShape.RequireProperties(begin, "begin", ["preset"], "width", "height");
        return new BeginWorld(Text(begin.GetProperty("preset"), "begin.preset"), Side("width"), Side("height"));

        int? Side(string name) => begin.TryGetProperty(name, out JsonElement side)
            ? (int)JsonShape.ReadWholeNumber(side, $"begin.{name}", 1, LargestSide)
            : null;
    }

    private static BeginRecording ReadRecord(JsonElement record, WorldParameters parameters)
    {
        JsonShape.RequireProperties(record, "record", ["recorder"], "layer", "palette", "world");
        PictureStyle style = PictureStyle.Parse(parameters, Part(record, "layer"), Part(record, "palette"), Part(record, "world"));
        return new BeginRecording(Text(record.GetProperty("recorder"), "record.recorder"), style);
    }

    private static string? Part(JsonElement given, string name) =>
        given.TryGetProperty(name, out JsonElement part) ? Text(part, name) : null;

    private static T OneOf<T>(JsonElement parent, string place, string name, IEnumerable<T> all)
        where T : struct, Enum
    {
        string given = Text(parent.GetProperty(name), $"{place}.{name}");
        T[] known = [.. all];
        int found = Array.FindIndex(known, one => string.Equals($"{one}", given, StringComparison.OrdinalIgnoreCase));
        return found >= 0
            ? known[found]
            : throw new UserException(
                $"{place}.{name} must be one of {string.Join(", ", known).ToLowerInvariant()}; '{JsonShape.Shorten(given)}' is not");
    }

    private static bool Switch(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new UserException($"{name} must be true or false; {JsonShape.Quote(value)} is not"),
    };

    private static SessionCommand Deed(JsonElement value, string name, SessionCommand command) => value.ValueKind == JsonValueKind.True
        ? command
        : throw new UserException($"{name} must be true; {JsonShape.Quote(value)} is not");

    private static string Text(JsonElement value, string name)
    {
        JsonShape.Require(value, JsonValueKind.String, name, "a text");
        return value.GetString()!;
    }
}
