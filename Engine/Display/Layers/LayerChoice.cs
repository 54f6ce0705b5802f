using System.Globalization;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.Display.Layers;

/// <summary>One thing to show.</summary>
/// <param name="Layer">What.</param>
/// <param name="Index">Which of the layer's <see cref="Layer.Index"/>, if it has one; others ignore it.</param>
public sealed record LayerChoice(Layer Layer, int Index = 0)
{
    /// <summary>What is shown unless somebody says otherwise.</summary>
    public static LayerChoice Default { get; } = new(Layer.All[0]);

    /// <summary>What a picture of it is called.</summary>
    public string Title => Layer.TitleOf(Index);

    /// <summary>The choice that a text stands for, as <see cref="ToString"/> writes it.</summary>
    /// <param name="option">What the text is a value of, for the message.</param>
    /// <param name="text">A layer's name, and behind a colon its index if it has one.</param>
    /// <param name="parameters">Of the world that is to be shown.</param>
    /// <exception cref="UserException">The text stands for nothing that such a world has.</exception>
    public static LayerChoice Parse(string option, string text, EcosystemParameters parameters)
    {
        string[] parts = text.Split(':', 2);
        Layer layer = Layer.Find(parts[0]);
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

    /// <summary>The first and the last index that the layer has in a world of some rules; null where it needs none.</summary>
    public (int First, int Last)? IndicesIn(EcosystemParameters parameters) => Layer.Index?.In(parameters);

    /// <summary>The colours of its numbers; null where it shows entities.</summary>
    public ColourRamp? Ramp(Palette palette) => Layer.Ramp(palette, Index);

    /// <inheritdoc/>
    public override string ToString() =>
        Layer.Index is null ? Layer.Name : string.Create(CultureInfo.InvariantCulture, $"{Layer.Name}:{Index}");

    /// <exception cref="UserException">A world of these rules has no such index.</exception>
    internal void Check(EcosystemParameters parameters)
    {
        if (IndicesIn(parameters) is (int first, int last) && (Index < first || Index > last))
        {
            throw new UserException(
                $"there is no {Layer.Index!.Title.ToLowerInvariant()} {Index}; this world has {first} to {last}");
        }
    }
}
