using System.Globalization;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.Display.Layers;

/// <summary>One thing to show.</summary>
/// <param name="Layer">What.</param>
/// <param name="Index">Which of the layer's <see cref="Layer.Index"/>, if it has one; others ignore it.</param>
public sealed record LayerChoice(Layer Layer, int Index = 0)
{
    /// <summary>What is shown unless somebody says otherwise.</summary>
    public static LayerChoice Default { get; } = new(Layer.Territory);

    /// <summary>What a picture of it is called.</summary>
    public string Title => Layer.TitleOf(Index);

    /// <summary>The first and the last index that the layer has in a world of some rules; null where it needs none.</summary>
    public (int First, int Last)? IndicesIn(WorldParameters parameters) => Layer.Index?.In(parameters);

    /// <summary>The colours of its numbers; null where it shows entities.</summary>
    public ColourRamp? Ramp(Palette palette) => Layer.Ramp(palette, Index);

    /// <inheritdoc/>
    public override string ToString() =>
        Layer.Index is null ? Layer.Name : string.Create(CultureInfo.InvariantCulture, $"{Layer.Name}:{Index}");

    /// <exception cref="UserException">A world of these rules has no such index.</exception>
    internal void Check(WorldParameters parameters)
    {
        if (IndicesIn(parameters) is (int first, int last) && (Index < first || Index > last))
        {
            throw new UserException(
                $"there is no {Layer.Index!.Title.ToLowerInvariant()} {Index}; this world has {first} to {last}");
        }
    }
}
