namespace GpuEcosystem.Tests.Reference;

/// <summary>The weights of all networks.</summary>
public sealed class ReferenceWeights
{
    /// <summary>Encoder <c>[N·D][C][K][K]</c>, with <c>A + C</c> input channels where aliveness is visible.</summary>
    public required double[] Encoder { get; init; }

    /// <summary>Expand <c>[layer][G][2w][w]</c>.</summary>
    public required double[][] Expand { get; init; }

    /// <summary>Depthwise <c>[layer][2·N·D][K][K]</c>.</summary>
    public required double[][] Depthwise { get; init; }

    /// <summary>Project <c>[layer][G][w][2w]</c>.</summary>
    public required double[][] Project { get; init; }

    /// <summary>Decoder <c>[G][N·C/G][w]</c>.</summary>
    public required double[] Decoder { get; init; }

    /// <summary>Makes weights of the right sizes, each number drawn in the order of <see cref="Named"/>.</summary>
    public static ReferenceWeights Create(ReferenceParameters p, Func<double> draw)
    {
        double[] Tensor(int size) => [.. Enumerable.Range(0, size).Select(_ => draw())];
        double[][] Layers(int size) => [.. Enumerable.Range(0, p.NetworkDepth).Select(_ => Tensor(size))];

        var width = p.Species * p.NetworkWidth;
        var kernel = p.KernelSize * p.KernelSize;
        return new ReferenceWeights
        {
            Encoder = Tensor(width * p.InputChannels * kernel),
            Expand = Layers(width * 2 * p.GroupWidth),
            Depthwise = Layers(2 * width * kernel),
            Project = Layers(width * 2 * p.GroupWidth),
            Decoder = Tensor(p.Species * p.Channels * p.GroupWidth),
        };
    }

    /// <summary>Every tensor with its name: <c>encoder</c>, <c>expand0</c>, …, <c>decoder</c>.</summary>
    public IEnumerable<(string Name, double[] Values)> Named() =>
    [
        ("encoder", Encoder),
        .. Expand.Select((values, layer) => ($"expand{layer}", values)),
        .. Depthwise.Select((values, layer) => ($"depthwise{layer}", values)),
        .. Project.Select((values, layer) => ($"project{layer}", values)),
        ("decoder", Decoder),
    ];
}
