using System.Collections.Immutable;
using System.Globalization;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Engine.Rules;

/// <summary>What decides how a world goes on: its parameters, what it consists of, and what can be seen of it.</summary>
public abstract class RuleSet
{
    private protected RuleSet(string name)
    {
        Name = name;
    }

    /// <summary>The name in configurations and files.</summary>
    public string Name { get; }

    /// <summary>Their parameters.</summary>
    public abstract ParameterCatalogue Catalogue { get; }

    /// <summary>What of their worlds can be shown, in the order in which a person meets it.</summary>
    public abstract IReadOnlyList<Layer> Layers { get; }

    /// <summary>Whether brushes can set and clear one channel of a cell and leave the others alone.</summary>
    public virtual bool PaintsChannels => false;

    /// <summary>What the state of a world of some parameters consists of, in the order of files.</summary>
    internal abstract ImmutableArray<StatePart> StateOf(WorldParameters parameters);

    /// <summary>The layer of a name, letter case aside.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public Layer FindLayer(string name) =>
        Layers.FirstOrDefault(layer => string.Equals(layer.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserException($"there is no layer '{name}'; there are {string.Join(", ", Layers.Select(layer => layer.Usage))}");

    /// <summary>The choice that a text stands for, as <see cref="LayerChoice.ToString"/> writes it.</summary>
    /// <param name="option">What the text is a value of, for the message.</param>
    /// <param name="text">A layer's name, and behind a colon its index if it has one.</param>
    /// <param name="parameters">Of the world that is to be shown.</param>
    /// <exception cref="UserException">The text stands for nothing that such a world has.</exception>
    public LayerChoice ParseLayer(string option, string text, WorldParameters parameters)
    {
        string[] parts = text.Split(':', 2);
        Layer layer = FindLayer(parts[0]);
        if (layer.Index is not LayerIndex kind)
        {
            return parts.Length == 1
                ? new LayerChoice(layer)
                : throw new UserException($"{option} {parts[0]} takes no number");
        }

        (int first, int last) = kind.In(parameters);
        return parts.Length == 2
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && index >= first
            && index <= last
            ? new LayerChoice(layer, index)
            : throw new UserException($"{option} {layer.Usage} needs a number from {first} to {last}");
    }

    /// <summary>The parameters of these rules with what somebody has set for others, as far as these rules know of it.</summary>
    /// <exception cref="UserException">These rules have a parameter of that name, but no such value.</exception>
    internal WorldParameters Adopt(WorldParameters others)
    {
        WorldParameters adopted = Catalogue.Standard;
        foreach (ParameterDescription parameter in Catalogue.All)
        {
            if (others.Catalogue.All.FirstOrDefault(other => other.Name == parameter.Name) is ParameterDescription same
                && (same.Read(others) != same.Read(others.Catalogue.Standard) || same.Overridden(others).Any()))
            {
                adopted = parameter.Write(adopted, same.Read(others));
                adopted = same.Overridden(others).Aggregate(
                    adopted, (made, species) => parameter.Write(made, same.Read(others, species), species));
            }
        }

        return adopted;
    }

    /// <summary>What a world of some parameters is made of.</summary>
    /// <param name="parameters">Parameters of these rules.</param>
    /// <param name="device">Where it is to live.</param>
    /// <param name="rowsPerBand">Rows of a band, if not as many as the device likes.</param>
    internal abstract WorldShape ShapeOf(WorldParameters parameters, ComputeDevice device, int? rowsPerBand = null);
}
