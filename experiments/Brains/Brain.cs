using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Experiments.Brains;

/// <summary>What a species decides with, and how it learns.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Settings">Parameters of the species and their values, in the order in which they are set.</param>
internal sealed record Brain(string Name, params (string Parameter, string Value)[] Settings)
{
    /// <summary>One layer of forty features: 4,000 weights.</summary>
    public static Brain WideConvolutions { get; } =
        new("convolutions, wide", ("NetworkWidth", "40"), ("NetworkDepth", "0"));

    /// <summary>Eight blocks of eight features: 4,000 weights as well.</summary>
    public static Brain DeepConvolutions { get; } =
        new("convolutions, deep", ("NetworkWidth", "8"), ("NetworkDepth", "8"));

    /// <summary>A circuit of 4,000 logits.</summary>
    public static Brain WideGates { get; } = Gates("gates, wide", width: 64, depth: 2);

    /// <summary>The same number of logits, in more layers.</summary>
    public static Brain DeepGates { get; } = Gates("gates, deep", width: 32, depth: 5);

    /// <summary>A circuit whose gates answer as often for a cell as the convolutions multiply.</summary>
    public static Brain WideManyGates { get; } = Gates(WideGates.Name, width: 1135, depth: 2);

    /// <summary>As many gates in many layers.</summary>
    public static Brain DeepManyGates { get; } = Gates(DeepGates.Name, width: 126, depth: 26);

    /// <summary>The same, and what else is set for it.</summary>
    public Brain With(string name, params (string Parameter, string Value)[] more) => new(name, [.. Settings, .. more]);

    /// <summary>The rules with this brain for a species.</summary>
    /// <param name="rules">What held before.</param>
    /// <param name="species">Whose brain it is, 1 = the first.</param>
    public EcosystemParameters Give(EcosystemParameters rules, int species) => Settings.Aggregate(
        rules, (given, setting) => given.Set($"{setting.Parameter}[{species}]={setting.Value}"));

    private static Brain Gates(string name, int width, int depth) =>
        new(name, ("NetworkKind", nameof(NetworkKind.Logic)), ("GateWidth", $"{width}"), ("GateDepth", $"{depth}"));
}
