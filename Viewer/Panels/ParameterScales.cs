using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>How each parameter's numbers lie along its slider.</summary>
internal static class ParameterScales
{
    // More values than this and no place on a slider means anything: a random seed is typed.
    private const double LargestRange = 1e9;

    // Where the decades begin for parameters whose range spans several of them.
    private static readonly Dictionary<string, double> finest = new()
    {
        [nameof(EcosystemParameters.GridWidth)] = 8,
        [nameof(EcosystemParameters.GridHeight)] = 8,
        [nameof(EcosystemParameters.CompetitionTemperature)] = 0.01,
        [nameof(EcosystemParameters.GrowthGateSteepness)] = 0.5,
        [nameof(EcosystemParameters.ConcentrationTemperature)] = 0.05,
        [nameof(EcosystemParameters.MinOccupancy)] = 1,
        [nameof(EcosystemParameters.LearnInterval)] = 1,
        [nameof(EcosystemParameters.LearningRate)] = 1e-6,
        [nameof(EcosystemParameters.GradientClip)] = 0.01,
        [nameof(EcosystemParameters.TrainRegion)] = 1,
        [nameof(EcosystemParameters.SoftMinSharpness)] = 0.1,
        [nameof(EcosystemParameters.GrowthCurve)] = 0.01,
        [nameof(EcosystemParameters.SunInitScale)] = 0.01,
        [nameof(EcosystemParameters.SeedsPerSpecies)] = 1,
    };

    /// <summary>The parameter's scale, or null where it has no slider.</summary>
    public static NumberScale? Of(ParameterDescription parameter)
    {
        if (parameter is not { Minimum: double minimum, Maximum: double maximum } || maximum - minimum > LargestRange)
        {
            return null;
        }

        double wholeStep = parameter.Kind == ParameterKind.Integer ? parameter.MultipleOf ?? 1 : 0;
        return new NumberScale(minimum, maximum, wholeStep, finest.GetValueOrDefault(parameter.Name));
    }
}
