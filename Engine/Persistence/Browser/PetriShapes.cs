using System.Collections.Immutable;
using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>The shapes of a checkpoint's arrays, which follow from its parameters.</summary>
internal sealed class PetriShapes(EcosystemParameters parameters)
{
    private readonly int channels = parameters.StateChannels + parameters.HiddenChannels;

    /// <summary>Aliveness and state.</summary>
    public ImmutableArray<int> Grid => [1, parameters.GridHeight, parameters.GridWidth, parameters.Species + 1 + channels];

    /// <summary>Walls, and win rate.</summary>
    public ImmutableArray<int> Plane => [1, parameters.GridHeight, parameters.GridWidth, 1];

    /// <summary>Base or offset of a sun that is the same everywhere.</summary>
    public ImmutableArray<int> GlobalSun => [1, 1, 1, channels];

    /// <summary>Base or offset of a sun that differs from cell to cell.</summary>
    public ImmutableArray<int> SpatialSun => [1, parameters.GridHeight, parameters.GridWidth, channels];

    /// <summary>Layers of the shared network, <c>[kh, kw, in, out]</c> each, in the file's order.</summary>
    public IEnumerable<ImmutableArray<int>> Weights
    {
        get
        {
            int kernel = parameters.Layout.KernelSize;
            int width = parameters.Layout.TotalWidth;
            yield return [kernel, kernel, channels, width];
            for (int block = 0; block < parameters.Layout.Depth; block++)
            {
                yield return [1, 1, width, 2 * width];
                yield return [kernel, kernel, 2 * width, 1];
                yield return [1, 1, 2 * width, width];
            }

            yield return [1, 1, width, parameters.Species * channels];
        }
    }

    /// <summary>The shape of a sun's array of some length.</summary>
    public ImmutableArray<int> Sun(int length) => length == channels ? GlobalSun : SpatialSun;

    /// <summary>Numbers in an array of a shape.</summary>
    public static long Count(ImmutableArray<int> shape) => shape.Aggregate(1L, (product, size) => product * size);
}
