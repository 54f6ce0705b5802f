using System.Globalization;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Cli.Output;

/// <summary>What layers are called on the command line.</summary>
internal static class LayerName
{
    /// <summary>What is shown unless somebody says otherwise.</summary>
    public const string Default = "territory";

    private static readonly Dictionary<string, Layer> layers = new(StringComparer.OrdinalIgnoreCase)
    {
        [Default] = Layer.Territory,
        ["aliveness"] = Layer.Aliveness,
        ["attack"] = Layer.Attack,
        ["defence"] = Layer.Defence,
        ["channel"] = Layer.Channel,
        ["win-rate"] = Layer.WinRate,
        ["sun-divergence"] = Layer.SunDivergence,
        ["activity"] = Layer.Activity,
    };

    /// <summary>All of them, with the number that some need.</summary>
    public static string Help { get; } = string.Join(", ", layers.Select(layer => layer.Key + Number(layer.Value)));

    /// <summary>The layer of a world that is meant.</summary>
    /// <exception cref="UserException">There is none such.</exception>
    public static LayerChoice Parse(string text, EcosystemParameters parameters)
    {
        string[] parts = text.Split(':', 2);
        if (!layers.TryGetValue(parts[0], out Layer layer))
        {
            throw new UserException($"there is no layer '{parts[0]}'; there are {Help}");
        }

        if (Number(layer).Length == 0)
        {
            return parts.Length == 1
                ? new LayerChoice(layer)
                : throw new UserException($"--layer {parts[0]} takes no number");
        }

        (int first, int last) = layer == Layer.Aliveness ? (1, parameters.Species) : (0, parameters.StateChannels - 1);
        return parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index >= first
            && index <= last
            ? new LayerChoice(layer, index)
            : throw new UserException($"--layer {parts[0]}{Number(layer)} needs a number from {first} to {last}");
    }

    private static string Number(Layer layer) => layer switch
    {
        Layer.Aliveness => ":SPECIES",
        Layer.Channel => ":CHANNEL",
        _ => "",
    };
}
