using GpuEcosystem.Engine.Circuits;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>What a case of circuits is a record of.</summary>
internal enum CircuitCaseKind
{
    /// <summary>Steps, soft or hard.</summary>
    Forward,

    /// <summary>Soft steps and one pass back.</summary>
    Gradient,

    /// <summary>Updates of the logits.</summary>
    Training,

    /// <summary>Many hard steps from bits.</summary>
    Run,
}

/// <summary>How gates answered.</summary>
internal enum CircuitCaseMode
{
    /// <summary>As mixtures of all kinds.</summary>
    Soft,

    /// <summary>Each as its likeliest kind.</summary>
    Hard,
}

/// <summary>The parameters of a case of circuits, named as in its file.</summary>
internal sealed record CircuitCaseParameters
{
    public required CircuitCaseKind Kind { get; init; }

    public CircuitCaseMode Mode { get; init; }

    public required int Channels { get; init; }

    public required int GridWidth { get; init; }

    public required int GridHeight { get; init; }

    public required int Worlds { get; init; }

    public required int Kernels { get; init; }

    /// <summary>A neighbourhood's cells, then gates of the kernels' layers.</summary>
    public required int[] PerceiveLayers { get; init; }

    /// <summary>Features, then gates of the update's layers.</summary>
    public required int[] UpdateLayers { get; init; }

    public required bool Periodic { get; init; }

    public bool Asynchronous { get; init; }

    public float FireRate { get; init; }

    /// <summary>Steps of a forward case, or that are learned through.</summary>
    public int Steps { get; init; }

    /// <summary>Channels that are compared with a target.</summary>
    public int Targets { get; init; }

    /// <summary>Updates.</summary>
    public int Epochs { get; init; }

    /// <summary>Steps or updates after which something was recorded.</summary>
    public int[] Marks { get; init; } = [];

    public float LearningRate { get; init; }

    /// <summary>The circuit in the engine's terms.</summary>
    public CircuitShape Shape => new(Channels, Kernels, PerceiveLayers[^1], [.. UpdateLayers.Skip(1)]);

    /// <summary>What the layers are called, in the order of their gates.</summary>
    public IEnumerable<string> LayerNames =>
    [
        .. Enumerable.Range(0, PerceiveLayers.Length - 1).Select(layer => $"perceive{layer}"),
        .. Enumerable.Range(0, UpdateLayers.Length - 1).Select(layer => $"update{layer}"),
    ];

    /// <summary>The first parameter that cannot be right, with the reason; null where all can.</summary>
    public (string Field, string Reason)? Problem()
    {
        if (Channels < 1 || GridWidth < 1 || GridHeight < 1 || Worlds < 1)
        {
            return ("", "has a size below 1");
        }

        if (PerceiveLayers is not [9, 8, 4, 2] and not [9, 8, 4, 2, 1])
        {
            return ("perceiveLayers", $"is [{string.Join(", ", PerceiveLayers)}], expected [9, 8, 4, 2] or [9, 8, 4, 2, 1]");
        }

        if (UpdateLayers.Length < 2 || UpdateLayers[0] != Shape.Features || UpdateLayers[^1] != Channels)
        {
            return ("updateLayers", $"is [{string.Join(", ", UpdateLayers)}], expected to lead from {Shape.Features} features to {Channels} channels");
        }

        try
        {
            Shape.Check();
            return null;
        }
        catch (UserException exception)
        {
            return ("updateLayers", $"make no circuit: {exception.Message}");
        }
    }

    /// <summary>The shape that the parameters ask of a tensor; null for a name they say nothing about.</summary>
    public long[]? TensorShape(string tensor)
    {
        string[] parts = tensor.Split('.');
        long[] grid = [Worlds, Channels, GridHeight, GridWidth];
        return parts switch
        {
            ["wires", string layer] => [2, GatesOf(layer)],
            ["logits" or "grad", string layer] => [.. KernelsOf(layer), GatesOf(layer), Gates.Count],
            ["gates", string layer] => [.. KernelsOf(layer), GatesOf(layer)],
            ["grid", _] or ["grid" or "grid1" or "nextGrid" or "nextGridHard"] => grid,
            ["perceived"] => [Worlds, Shape.Features, GridHeight, GridWidth],
            ["target"] => [Worlds, Targets, GridHeight, GridWidth],
            ["uniform"] => [Steps, GridHeight, GridWidth],
            ["grids"] => [Epochs, .. grid],
            ["targets"] => [Epochs, Worlds, Targets, GridHeight, GridWidth],
            ["losses" or "lossesHard"] => [Epochs],
            [_, string layer] when Kind == CircuitCaseKind.Training => [.. KernelsOf(layer), GatesOf(layer), Gates.Count],
            _ => null,
        };
    }

    private long[] KernelsOf(string layer) => layer.StartsWith("perceive", StringComparison.Ordinal) ? [Kernels] : [];

    private long GatesOf(string layer)
    {
        int[] layers = layer.StartsWith("perceive", StringComparison.Ordinal) ? PerceiveLayers : UpdateLayers;
        return int.TryParse(layer.TrimStart([.. "perceiveupdate"]), out int number) && number >= 0 && number + 1 < layers.Length
            ? layers[number + 1]
            : -1;
    }
}
