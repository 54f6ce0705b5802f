using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>An experiment as its store keeps it: bound to what its first worker was, since elsewhere the same world has other bits.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Origin">The program and the arithmetic of its first worker.</param>
public sealed record StoredExperiment(Experiment Experiment, Origin Origin)
{
    private const string Format = "format";
    private const string Program = "program";
    private const string Arithmetic = "arithmetic";
    private const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions layout = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The text that <see cref="Read"/> takes back.</summary>
    public string ToJson()
    {
        JsonObject root = Experiment.ToJson();
        root.Insert(0, Format, CurrentFormat);
        root.Insert(1, Program, Origin.Program);
        root.Insert(2, Arithmetic, Origin.Arithmetic);
        return root.ToJsonString(layout) + "\n";
    }

    /// <summary>Reads it; errors name <paramref name="source"/>.</summary>
    /// <exception cref="UserException">It is none, or a later program's.</exception>
    public static StoredExperiment Read(string json, string source)
    {
        JsonObject root = JsonShape.Read(json, source, element => JsonObject.Create(element.Clone())!);
        int format = Take<int>(root, Format, source);
        if (format != CurrentFormat)
        {
            throw new UserException($"{source} has format {format}; this program reads format {CurrentFormat}");
        }

        Origin origin = new(Take<string>(root, Program, source), Take<string>(root, Arithmetic, source));
        return new StoredExperiment(Experiment.Read(root.ToJsonString(), source), origin);
    }

    /// <summary>In what another experiment differs from this one, one entry for each, such as <c>window: 64 here, 32 there</c>.</summary>
    public IEnumerable<string> DifferencesFrom(Experiment other) => Differences("", Experiment.ToJson(), other.ToJson());

    private static IEnumerable<string> Differences(string place, JsonNode? here, JsonNode? there)
    {
        if (here is JsonObject one && there is JsonObject two)
        {
            return one.Select(property => property.Key).Union(two.Select(property => property.Key)).SelectMany(
                name => Differences(place.Length == 0 ? name : $"{place}.{name}", one[name], two[name]));
        }

        string first = here?.ToJsonString() ?? "nothing";
        string second = there?.ToJsonString() ?? "nothing";
        return first == second ? [] : [$"{place}: {JsonShape.Shorten(first)} there, {JsonShape.Shorten(second)} here"];
    }

    private static T Take<T>(JsonObject root, string name, string source)
    {
        if (root[name] is not JsonValue value || !value.TryGetValue(out T? taken))
        {
            throw new UserException($"{source} is no experiment that was begun: it needs '{name}'");
        }

        root.Remove(name);
        return taken;
    }
}
