using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>Computes a case of the published browser implementation on a device.</summary>
internal static class EcosystemCaseRunner
{
    private const double OneStep = 2e-5;

    // Relative to the largest entry of a gradient's tensor.
    private const double Gradient = 2e-4;

    // Rounding grows from step to step; less so in the seasonal cases, which are shorter.
    private const double ManySteps = 2e-3;
    private const double SomeSeasonalSteps = 2e-4;
    private const double Phase = 1e-5;

    // Of a tensor that learned, its largest number has moved further than that.
    private const double Moved = 1e-4;

    /// <summary>Computes one case.</summary>
    /// <param name="device">The device.</param>
    /// <param name="caseFolder">The case.</param>
    /// <param name="forwardOnly">Leave gradients out.</param>
    /// <exception cref="InvalidDataException">The case folder is damaged.</exception>
    public static CaseResult Run(ComputeDevice device, string caseFolder, bool forwardOnly)
    {
        ConformanceCase reference = ConformanceCase.Load(caseFolder);
        Comparison comparison = new();
        using World world = Prepare(device, reference);
        double? worstGradient = reference.Parameters.Gradient && !forwardOnly ? CompareGradients(world, reference, comparison) : null;
        float[] walls = reference.Tensor("wall").Values;
        float[] uniforms = [];
        List<float> losses = [];
        for (int step = 0; step < reference.Parameters.Steps; step++)
        {
            uniforms = reference.Tensor($"uniform.{step}").Values;
            world.Given.Uniforms = uniforms;
            bool learns = step < reference.Parameters.LearningSteps;
            if (learns)
            {
                GivePatch(world, reference, step == 0 ? "patchUniform" : $"patchUniform.{step}");
            }

            world.Step(learns);
            if (learns)
            {
                losses.Add(world.ReadLoss());
            }

            // Those who do not count may propose anything.
            if (step == 0 && reference.Parameters.Opposition == OppositionKind.All)
            {
                CompareProposals(world, reference, comparison);
            }
        }

        float[] grid = world.ReadGrid();
        bool isSeasonal = reference.Parameters.SunMode == SunMode.Seasonal;
        double tolerance = reference.Parameters.Steps == 1 ? OneStep : isSeasonal ? SomeSeasonalSteps : ManySteps;
        comparison.Add("nextGrid", grid, reference.Tensor("nextGrid").Values, tolerance, i => walls[i % walls.Length] > 0.5f);
        if (reference.Parameters.WinRate)
        {
            comparison.Add("nextWinRate", world.ReadWinRate(), reference.Tensor("nextWinRate").Values, tolerance);
        }

        if (isSeasonal)
        {
            comparison.Add("nextPhase", NearestTurn(world.ReadSeasons().Phases, reference), reference.Tensor("nextPhase").Values, Phase);
        }

        if (losses.Count > 0)
        {
            comparison.Add("learned.loss", [.. losses], reference.Tensor("learned.loss").Values, OneStep);
            CompareLearned(world, reference, comparison);
        }

        CheckWalls(comparison, reference.Parameters, grid, walls, uniforms);
        return new CaseResult(reference.Name, comparison.Passed, comparison.Worst, worstGradient, comparison.Message);
    }

    /// <summary>A world that stands as a case begins.</summary>
    public static World Prepare(ComputeDevice device, ConformanceCase reference)
    {
        World world = new(device, Translate(reference.Parameters)) { Respawns = false };
        world.LoadGrid(reference.Tensor("grid").Values);
        world.LoadWalls(reference.Tensor("wall").Values);
        if (reference.Parameters.SunMode == SunMode.Seasonal)
        {
            world.LoadSeasons(
                [.. Seasons(reference).SelectMany(tensor => reference.Tensor(tensor.Name).Values)], reference.Tensor("season.phase").Values);
        }
        else
        {
            world.LoadSun(reference.Tensor("sunBase").Values, reference.Tensor("sunParams").Values);
        }

        if (reference.Parameters.WinRate)
        {
            world.LoadWinRate(reference.Tensor("winRate").Values);
        }

        NetworkLayout layout = ((EcosystemParameters)world.Parameters).Layout;
        foreach ((string name, long offset) in Slices(layout))
        {
            world.LoadWeights(offset, reference.Tensor("weight." + name).Values);
        }

        return world;
    }

    /// <summary>The names that cases give to the slices of the weights, and where the slices lie.</summary>
    public static IEnumerable<(string Name, long Offset)> Slices(NetworkLayout layout)
    {
        yield return ("encoder", layout.Encoder);
        for (int block = 0; block < layout.Depth; block++)
        {
            yield return ($"expand{block}", layout.Expand(block));
            yield return ($"depthwise{block}", layout.Depthwise(block));
            yield return ($"project{block}", layout.Project(block));
        }

        yield return ("decoder", layout.Decoder);
    }

    // Returns the largest difference of a gradient, relative to the largest entry of its tensor.
    private static double CompareGradients(World world, ConformanceCase reference, Comparison comparison)
    {
        GivePatch(world, reference, "patchUniform");
        world.ComputeGradients();
        comparison.Add("loss", [world.ReadLoss()], reference.Tensor("loss").Values, OneStep);
        float[] gradients = world.ReadGradients();
        double worst = 0;
        foreach ((string name, long offset) in Slices(((EcosystemParameters)world.Parameters).Layout))
        {
            float[] expected = reference.Tensor("grad." + name).Values;
            worst = Math.Max(worst, comparison.AddRelative("gradient of " + name, gradients.AsSpan((int)offset, expected.Length), expected, Gradient));
        }

        float[] sun = world.ReadSunGradient();
        if (reference.Parameters.SunMode != SunMode.Seasonal)
        {
            float[] whole = WholeGrid(sun, reference.Parameters);
            return Math.Max(worst, comparison.AddRelative("gradient of sunParams", whole, reference.Tensor("grad.sunParams").Values, Gradient));
        }

        foreach (SeasonTensor tensor in Seasons(reference))
        {
            float[] expected = reference.Tensor("grad." + tensor.Name).Values;
            ReadOnlySpan<float> actual = sun.AsSpan(tensor.Offset, tensor.Length);
            worst = Math.Max(worst, comparison.AddRelative("gradient of " + tensor.Name, actual, expected, Gradient));
        }

        return worst;
    }

    private static void CompareProposals(World world, ConformanceCase reference, Comparison comparison)
    {
        comparison.Add("updates", world.ReadProposals(), reference.Tensor("updates").Values, OneStep);
        if (reference.Parameters.SunMode == SunMode.Seasonal)
        {
            comparison.Add("sun", world.ReadSunProposals(), reference.Tensor("sun").Values, OneStep);
        }
    }

    private static void CompareLearned(World world, ConformanceCase reference, Comparison comparison)
    {
        float[] weights = world.ReadWeights();
        foreach ((string name, long offset) in Slices(((EcosystemParameters)world.Parameters).Layout))
        {
            Compare(name, "weight." + name, weights.AsSpan((int)offset));
        }

        float[] seasons = world.ReadSeasons().Weights;
        foreach (SeasonTensor tensor in Seasons(reference))
        {
            Compare(tensor.Name, tensor.Name, seasons.AsSpan(tensor.Offset));
        }

        void Compare(string name, string start, ReadOnlySpan<float> actual)
        {
            float[] expected = reference.Tensor("learned." + name).Values;
            comparison.Add("learned." + name, actual[..expected.Length], expected, OneStep);
            if (!expected.Zip(reference.Tensor(start).Values, (after, before) => Math.Abs(after - before)).Any(way => way > Moved))
            {
                comparison.Fail($"learned.{name} has not moved");
            }
        }
    }

    private static void GivePatch(World world, ConformanceCase reference, string uniforms)
    {
        ConformancePatch patch = reference.Parameters.Patch!;
        world.GivePatch(new Area(patch.X, patch.Y, patch.Width, patch.Height), reference.Tensor(uniforms).Values);
    }

    private static ImmutableArray<SeasonTensor> Seasons(ConformanceCase reference) =>
        SeasonTensor.All(reference.Parameters.StateChannels + reference.Parameters.HiddenChannels);

    // A phase a little below a turn is close to one a little above 0.
    private static float[] NearestTurn(float[] phases, ConformanceCase reference) =>
    [
        .. phases.Zip(reference.Tensor("nextPhase").Values, (phase, near) =>
            phase + MathF.Tau * MathF.Round((near - phase) / MathF.Tau)),
    ];

    // A spatial sun's gradient is known on the patch and 0 elsewhere.
    private static float[] WholeGrid(float[] gradient, ConformanceParameters parameters)
    {
        if (parameters.SunMode == SunMode.Global)
        {
            return gradient;
        }

        ConformancePatch patch = parameters.Patch!;
        int channels = parameters.StateChannels + parameters.HiddenChannels;
        float[] whole = new float[channels * parameters.GridHeight * parameters.GridWidth];
        for (int row = 0; row < channels * patch.Height; row++)
        {
            int to = (row / patch.Height * parameters.GridHeight + patch.Y + row % patch.Height) * parameters.GridWidth + patch.X;
            gradient.AsSpan(row * patch.Width, patch.Width).CopyTo(whole.AsSpan(to));
        }

        return whole;
    }

    private static EcosystemParameters Translate(ConformanceParameters given) => EcosystemParameters.Default with
    {
        Species = given.Species,
        GridWidth = given.GridWidth,
        GridHeight = given.GridHeight,
        StateChannels = given.StateChannels,
        HiddenChannels = given.HiddenChannels,
        NetworkWidth = given.Width,
        NetworkDepth = given.Depth,
        KernelSize = given.KernelSize,
        Coupling = given.Coupling,
        CompetitionMode = given.Competition,
        Opposition = given.Opposition,
        Similarity = given.Similarity,
        CompetitionTemperature = (float)given.Temperature,
        AliveThreshold = (float)given.AliveThreshold,
        GrowthGateSteepness = (float)given.GrowthGateSteepness,
        Concentration = given.Concentration,
        ConcentrationTemperature = (float)given.ConcentrationTemperature,
        ConcentrationBaseline = (float)given.ConcentrationBaseline,
        ConcentrationWindow = given.ConcentrationWindow,
        DiversityWeight = (float)given.DiversityWeight,
        MinOccupancy = (float)given.MinOccupancy,
        SunPenalty = (float)given.SunPenalty,
        UpdateProbability = (float)given.UpdateProbability,
        WinRate = given.WinRate,
        WinRateMemory = (float)given.WinRateMemory,
        WinRateStrength = (float)given.WinRateStrength,
        SoftMinSharpness = (float)given.SoftMinSharpness,
        GrowthCurve = (float)given.GrowthCurve,
        SunMode = given.SunMode,
        LearningRate = new((float)given.LearningRate),
        SunRateScale = (float)given.SunRateScale,
        LearnInterval = 0,
    };

    // The cases' own numbers differ in walls; ours belong to the sun in every wall cell that took part in the last step.
    private static void CheckWalls(
        Comparison comparison, ConformanceParameters parameters, float[] grid, float[] walls, float[] uniforms)
    {
        for (int cell = 0; cell < walls.Length; cell++)
        {
            if (walls[cell] < 0.5f || parameters.WinRate || uniforms[cell] >= parameters.UpdateProbability)
            {
                continue;
            }

            for (int species = 1; species <= parameters.Species; species++)
            {
                if (grid[species * walls.Length + cell] != 0)
                {
                    comparison.Fail($"species {species} lives in the wall cell {cell}");
                }
            }
        }
    }
}
