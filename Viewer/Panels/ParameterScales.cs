using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>How each parameter's numbers lie along its slider.</summary>
internal static class ParameterScales
{
    // More values than this and no place on a slider means anything: a random seed is typed.
    private const double LargestRange = 1e9;

    /// <summary>The parameter's scale, or null where it has no slider.</summary>
    public static NumberScale? Of(ParameterDescription parameter)
    {
        if (parameter is not { Minimum: double minimum, Maximum: double maximum } || maximum - minimum > LargestRange)
        {
            return null;
        }

        double wholeStep = parameter.Kind == ParameterKind.Integer ? parameter.MultipleOf ?? 1 : 0;
        return new NumberScale(minimum, maximum, wholeStep, parameter.LogarithmicFrom ?? 0);
    }
}
