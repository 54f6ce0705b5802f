using System.Globalization;

using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.Seasons;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>What must hold between the parameters of a case and the shapes of its tensors.</summary>
internal static class ConformanceRules
{
    // Products of three sizes stay far inside 64 bits.
    private const int LargestSize = 65536;

    /// <summary>The first parameter that cannot be right, with the reason; null where all can.</summary>
    public static (string Field, string Reason)? Problem(ConformanceParameters p)
    {
        foreach (var (field, value, least) in Sizes(p))
        {
            if (value < least || value > LargestSize)
            {
                return (field, $"is {value}, expected {least} to {LargestSize}");
            }
        }

        foreach (var (field, value) in Numbers(p))
        {
            if (!double.IsFinite(value))
            {
                return (field, "is too large for a number");
            }
        }

        if (p.StateChannels % 2 != 0)
        {
            return ("stateChannels", $"is {p.StateChannels}, expected an even number");
        }

        if (p.KernelSize % 2 == 0)
        {
            return ("kernelSize", $"is {p.KernelSize}, expected an odd number");
        }

        if (p.LearningSteps > p.Steps || (p.LearningSteps > 0 && !p.Gradient))
        {
            return ("learningSteps", $"is {p.LearningSteps}, expected no more than steps, and 0 without a gradient");
        }

        return PatchProblem(p);
    }

    /// <summary>The shape that the parameters ask of a tensor; null for a name they say nothing about.</summary>
    public static long[]? Shape(ConformanceParameters p, string tensor)
    {
        long species = p.Species, width = p.Width, kernel = p.KernelSize, rows = p.GridHeight, columns = p.GridWidth;
        var channels = (long)p.StateChannels + p.HiddenChannels;
        var groups = p.Coupling == Coupling.Independent ? species : 1;
        var groupWidth = species * width / groups;

        return WithoutLayer(tensor) switch
        {
            "grid" or "nextGrid" => [species + 1 + channels, rows, columns],
            "wall" or "winRate" or "nextWinRate" or "uniform." => [rows, columns],
            "sunBase" or "sunParams" or "grad.sunParams" => p.SunMode == SunMode.Spatial ? [channels, rows, columns] : [channels],
            "sun" => [channels, rows, columns],
            "nextPhase" or "season.phase" => [SeasonLayout.Bands],
            "updates" => [species, channels, rows, columns],
            "patchUniform" or "patchUniform." when p.Patch is not null => [p.Patch.Height, p.Patch.Width],
            "loss" => [1],
            "learned.loss" => [p.LearningSteps],
            _ => ShapeOfWeights(),
        };

        long[]? ShapeOfWeights() => WithoutLayer(WithoutUse(tensor)) switch
        {
            "encoder" => [species * width, channels, kernel, kernel],
            "expand" => [groups, 2 * groupWidth, groupWidth],
            "depthwise" => [2 * species * width, kernel, kernel],
            "project" => [groups, groupWidth, 2 * groupWidth],
            "decoder" => [groups, species * channels / groups, groupWidth],
            string name => SeasonTensor.All((int)channels).FirstOrDefault(season => season.Name == name)?.Shape,
        };
    }

    private static string WithoutUse(string tensor) =>
        ((string[])["weight.", "grad.", "learned."]).FirstOrDefault(use => tensor.StartsWith(use, StringComparison.Ordinal)) is string use
            ? tensor[use.Length..]
            : tensor;

    private static string WithoutLayer(string tensor) => tensor.TrimEnd("0123456789".ToCharArray());

    private static (string Field, string Reason)? PatchProblem(ConformanceParameters p)
    {
        if (p.Patch is not { } patch)
        {
            return p.Gradient ? ("patch", "is null, expected the rectangle that the gradient was taken over") : null;
        }

        var inside = patch is { X: >= 0, Y: >= 0, Width: > 0, Height: > 0 }
            && (long)patch.X + patch.Width <= p.GridWidth
            && (long)patch.Y + patch.Height <= p.GridHeight;
        return inside ? null : ("patch", string.Create(
            CultureInfo.InvariantCulture,
            $"({patch.X}, {patch.Y}, {patch.Width} x {patch.Height}) is not inside the {p.GridWidth} x {p.GridHeight} grid"));
    }

    private static IEnumerable<(string Field, int Value, int Least)> Sizes(ConformanceParameters p) =>
    [
        ("species", p.Species, 1),
        ("stateChannels", p.StateChannels, 2),
        ("hiddenChannels", p.HiddenChannels, 0),
        ("width", p.Width, 1),
        ("depth", p.Depth, 0),
        ("kernelSize", p.KernelSize, 1),
        ("gridWidth", p.GridWidth, 1),
        ("gridHeight", p.GridHeight, 1),
        ("concentrationWindow", p.ConcentrationWindow, 1),
        ("steps", p.Steps, 1),
        ("learningSteps", p.LearningSteps, 0),
    ];

    private static IEnumerable<(string Field, double Value)> Numbers(ConformanceParameters p) =>
    [
        ("temperature", p.Temperature),
        ("aliveThreshold", p.AliveThreshold),
        ("growthGateSteepness", p.GrowthGateSteepness),
        ("concentrationTemperature", p.ConcentrationTemperature),
        ("concentrationBaseline", p.ConcentrationBaseline),
        ("diversityWeight", p.DiversityWeight),
        ("minOccupancy", p.MinOccupancy),
        ("sunPenalty", p.SunPenalty),
        ("updateProbability", p.UpdateProbability),
        ("winRateMemory", p.WinRateMemory),
        ("winRateStrength", p.WinRateStrength),
        ("softMinSharpness", p.SoftMinSharpness),
        ("growthCurve", p.GrowthCurve),
        ("learningRate", p.LearningRate),
        ("sunRateScale", p.SunRateScale),
    ];
}
