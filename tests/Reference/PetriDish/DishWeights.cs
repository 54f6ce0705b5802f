namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>The weights of all networks, or their gradients.</summary>
public sealed class DishWeights
{
    /// <summary>Encoder <c>[N·D][I][K][K]</c>.</summary>
    public required double[] Encoder { get; init; }

    /// <summary>Middle layers <c>[layer][N·D][D][K][K]</c>.</summary>
    public required double[][] Middle { get; init; }

    /// <summary>Decoder <c>[N][C][D]</c>.</summary>
    public required double[] Decoder { get; init; }

    /// <summary>Zeros of the same sizes.</summary>
    public DishWeights Zeros() => new()
    {
        Encoder = new double[Encoder.Length],
        Middle = [.. Middle.Select(layer => new double[layer.Length])],
        Decoder = new double[Decoder.Length],
    };

    /// <summary>Every tensor with its name: <c>encoder</c>, <c>middle0</c>, …, <c>decoder</c>.</summary>
    public IEnumerable<(string Name, double[] Values)> Named() =>
        [("encoder", Encoder), .. Middle.Select((values, layer) => ($"middle{layer}", values)), ("decoder", Decoder)];
}
