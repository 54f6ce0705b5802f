using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Web.Protocol;

/// <summary>What can be set of a world, and what shown: a page makes its controls of it.</summary>
/// <param name="Name">The rules'.</param>
/// <param name="Parameters">What can be set.</param>
/// <param name="Layers">What can be shown.</param>
/// <param name="PaintedLayer">The layer whose index is the only channel that brushes then change; null where they change whole cells.</param>
internal sealed record Rules(
    string Name, IReadOnlyList<ParameterNews> Parameters, IReadOnlyList<LayerNews> Layers, string? PaintedLayer)
{
    /// <summary>The rules that some parameters belong to.</summary>
    public static Rules Create(WorldParameters parameters)
    {
        RuleSet rules = RuleSets.Of(parameters);
        return new Rules(
            rules.Name,
            [.. rules.Catalogue.All.Select(parameter => ParameterNews.Create(parameter, rules.Catalogue.Standard))],
            [.. rules.Layers.Select(layer => LayerNews.Create(layer, parameters))],
            rules.PaintsChannels ? Layer.Channel.Name : null);
    }
}

/// <summary>A parameter.</summary>
internal sealed record ParameterNews(
    string Name,
    IReadOnlyList<string> OtherNames,
    string Explanation,
    string Consequence,
    bool Structural,
    string Group,
    string Kind,
    double? Minimum,
    double? Maximum,
    double? MultipleOf,
    double? LogarithmicFrom,
    IReadOnlyList<string> Choices,
    string Range,
    string Unit,
    bool PerSpecies,
    string Standard)
{
    public static ParameterNews Create(ParameterDescription parameter, WorldParameters standard) => new(
        parameter.Name,
        parameter.BrowserName is string browser ? [.. parameter.OtherNames, browser] : parameter.OtherNames,
        parameter.Explanation,
        parameter.Consequence,
        parameter.IsStructural,
        parameter.Group.ToString().ToLowerInvariant(),
        parameter.Kind.ToString().ToLowerInvariant(),
        parameter.Minimum,
        parameter.Maximum,
        parameter.MultipleOf,
        parameter.LogarithmicFrom,
        parameter.Choices,
        parameter.Values,
        parameter.Unit,
        parameter.PerSpecies,
        parameter.Read(standard));
}

/// <summary>A layer.</summary>
internal sealed record LayerNews(string Name, string Title, string Explanation, IndexNews? Index, bool IsEntities)
{
    public static LayerNews Create(Layer layer, WorldParameters parameters) => new(
        layer.Name,
        layer.Title,
        layer.Explanation,
        layer.Index is LayerIndex index ? IndexNews.Create(index, parameters) : null,
        layer.Ramp(Palette.All[0], layer.Index?.In(parameters).First ?? 0) is null);
}

/// <summary>What a layer's index counts.</summary>
internal sealed record IndexNews(string Title, int First, int Last)
{
    public static IndexNews Create(LayerIndex index, WorldParameters parameters)
    {
        (int first, int last) = index.In(parameters);
        return new IndexNews(index.Title, first, last);
    }
}
