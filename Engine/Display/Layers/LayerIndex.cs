using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.Display.Layers;

/// <summary>What a layer's index counts.</summary>
public sealed class LayerIndex
{
    private readonly Func<WorldParameters, (int First, int Last)> range;

    private LayerIndex(string title, Func<WorldParameters, (int First, int Last)> range)
    {
        Title = title;
        this.range = range;
    }

    /// <summary>A species, 1 = the first.</summary>
    public static LayerIndex Species { get; } = new("Species", parameters => (1, parameters.Species));

    /// <summary>A state or hidden channel, from 0.</summary>
    public static LayerIndex Channel { get; } =
        new("Channel", parameters => (0, parameters.StateChannels + parameters.HiddenChannels - 1));

    /// <summary>What it is called.</summary>
    public string Title { get; }

    /// <summary>The first and the last of a world.</summary>
    public (int First, int Last) In(WorldParameters parameters) => range(parameters);
}
