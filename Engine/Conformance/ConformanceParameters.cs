using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>The parameters of a conformance case, named as in the specification.</summary>
public sealed record ConformanceParameters
{
    /// <summary>Number of species N; the sun is not counted.</summary>
    public required int Species { get; init; }

    /// <summary>State channels S: the first half is the attack vector, the second the defence vector.</summary>
    public required int StateChannels { get; init; }

    /// <summary>Hidden channels M.</summary>
    public required int HiddenChannels { get; init; }

    /// <summary>Width D of one species' network.</summary>
    public required int Width { get; init; }

    /// <summary>Number L of inverted residual blocks.</summary>
    public required int Depth { get; init; }

    /// <summary>Side K of the convolution kernels; odd.</summary>
    public required int KernelSize { get; init; }

    /// <summary>Which channels a network layer may mix.</summary>
    public required Coupling Coupling { get; init; }

    /// <summary>Cells in a row of the grid.</summary>
    public required int GridWidth { get; init; }

    /// <summary>Rows of the grid.</summary>
    public required int GridHeight { get; init; }

    /// <summary>What an attack vector is compared with.</summary>
    public required CompetitionMode Competition { get; init; }

    /// <summary>Whether the absent count; <see cref="OppositionKind.All"/> where a case does not say.</summary>
    public OppositionKind Opposition { get; init; }

    /// <summary>How attack and defence vectors are scaled.</summary>
    public required SimilarityKind Similarity { get; init; }

    /// <summary>Competition temperature T.</summary>
    public required double Temperature { get; init; }

    /// <summary>Aliveness from which a cell can hold and spread life.</summary>
    public required double AliveThreshold { get; init; }

    /// <summary>Steepness of the growth gate.</summary>
    public required double GrowthGateSteepness { get; init; }

    /// <summary>Whether vectors are weighted by their share of the energy around them.</summary>
    public required bool Concentration { get; init; }

    /// <summary>Temperature of the concentration.</summary>
    public required double ConcentrationTemperature { get; init; }

    /// <summary>Weight that concentration leaves to every cell.</summary>
    public required double ConcentrationBaseline { get; init; }

    /// <summary>Side of the concentration window.</summary>
    public required int ConcentrationWindow { get; init; }

    /// <summary>Strength of the diversity boost and of the loss's entropy bonus.</summary>
    public required double DiversityWeight { get; init; }

    /// <summary>Population below which a species is boosted.</summary>
    public required double MinOccupancy { get; init; }

    /// <summary>What the sun loses at the species' frontier.</summary>
    public required double SunPenalty { get; init; }

    /// <summary>Probability that a cell updates.</summary>
    public required double UpdateProbability { get; init; }

    /// <summary>Whether the win rate changes the update probability.</summary>
    public required bool WinRate { get; init; }

    /// <summary>Share of the old win rate that a step keeps.</summary>
    public required double WinRateMemory { get; init; }

    /// <summary>How far the win rate changes the update probability.</summary>
    public required double WinRateStrength { get; init; }

    /// <summary>Sharpness of the loss's soft minimum.</summary>
    public required double SoftMinSharpness { get; init; }

    /// <summary>Mean aliveness at which growth begins to pay less.</summary>
    public required double GrowthCurve { get; init; }

    /// <summary>Shape of the sun's parameters.</summary>
    public required SunMode SunMode { get; init; }

    /// <summary>Whether the case has wall cells.</summary>
    public required bool Walls { get; init; }

    /// <summary>Steps between <c>grid</c> and <c>nextGrid</c>.</summary>
    public required int Steps { get; init; }

    /// <summary>How many of the steps learn, from the first on.</summary>
    public int LearningSteps { get; init; }

    /// <summary>The species' learning rate in steps that learn.</summary>
    public double LearningRate { get; init; }

    /// <summary>The sun's learning rate as a multiple of the species'.</summary>
    public double SunRateScale { get; init; }

    /// <summary>Whether the case holds a loss and its gradient.</summary>
    public required bool Gradient { get; init; }

    /// <summary>The part of the grid that the learning pass sees; null without a gradient.</summary>
    public required ConformancePatch? Patch { get; init; }
}

/// <summary>A rectangle of the grid, in cells.</summary>
/// <param name="X">Leftmost column.</param>
/// <param name="Y">Topmost row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public sealed record ConformancePatch(int X, int Y, int Width, int Height);
