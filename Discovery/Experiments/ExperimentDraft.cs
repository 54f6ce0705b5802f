using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Discovery.Experiments;

/// <summary>An experiment that is still being put together: what a file says, and what else is said in its place.</summary>
public sealed class ExperimentDraft
{
    private readonly JsonObject root;
    private readonly string source;

    /// <summary>Begins with nothing said.</summary>
    public ExperimentDraft()
        : this([], "the experiment")
    {
    }

    private ExperimentDraft(JsonObject root, string source)
    {
        this.root = root;
        this.source = source;
    }

    /// <summary>Begins with what a file says.</summary>
    /// <exception cref="Engine.UserException">It cannot be read.</exception>
    public static ExperimentDraft Load(string path) => new(
        JsonShape.Read(InputFile.ReadText(path), path, element =>
        {
            JsonShape.Require(element, JsonValueKind.Object, "the experiment", "an object");
            return JsonObject.Create(element.Clone())!;
        }),
        path);

    /// <summary>The world that it varies, as far as it is said.</summary>
    /// <exception cref="Engine.UserException">It is none.</exception>
    public RunConfiguration World
    {
        get => root[ExperimentReader.World] is JsonNode world
            ? JsonShape.Read(world.ToJsonString(), source, ExperimentReader.ReadWorld)
            : RunConfiguration.Default;
        set => root[ExperimentReader.World] = value.ToJson();
    }

    /// <summary>Says something, in place of what was said of it before.</summary>
    /// <param name="value">What.</param>
    /// <param name="place">The property, and before it those that it lies in.</param>
    public void Say(JsonNode value, params IReadOnlyList<string> place)
    {
        JsonObject parent = root;
        foreach (string name in place.SkipLast(1))
        {
            if (parent[name] is not JsonObject inner)
            {
                parent[name] = inner = [];
            }

            parent = inner;
        }

        parent[place[^1]] = value;
    }

    /// <summary>Takes back what was said of something.</summary>
    public void Unsay(string name) => root.Remove(name);

    /// <summary>Whether anything is said of something.</summary>
    public bool Says(string name) => root.ContainsKey(name);

    /// <summary>Adds a gene, as <see cref="GeneText"/> has it, in place of one of its name.</summary>
    /// <exception cref="Engine.UserException">It is none.</exception>
    public void Vary(string text)
    {
        (string name, JsonObject values) = GeneText.Read(text, World.Parameters);
        Say(values, ExperimentReader.Genes, name);
    }

    /// <summary>The experiment, found to be possible.</summary>
    /// <exception cref="Engine.UserException">It is not.</exception>
    public Experiment Finish() => Experiment.Read(root.ToJsonString(), source);
}
