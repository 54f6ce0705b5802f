namespace GpuEcosystem.Kernels.Learning;

/// <summary>How gradients move weights.</summary>
public enum OptimizerKind
{
    /// <summary>Plain gradient descent.</summary>
    SGD,

    /// <summary>Gradient descent that keeps nine tenths of its velocity.</summary>
    Momentum,

    /// <summary>Gradients scaled by their recent size.</summary>
    RMSProp,

    /// <summary>Momentum and scaling together.</summary>
    Adam,

    /// <summary>Adam whose weights also decay.</summary>
    AdamW,
}

/// <summary>The step that each kind of optimiser takes.</summary>
internal static class OptimizerKinds
{
    /// <summary>A weight after a step.</summary>
    /// <param name="a">The operation's; the optimiser keeps its memory of the weight there.</param>
    /// <param name="setting">How the weight's group moves.</param>
    /// <param name="progress">How far the group's optimiser has come.</param>
    /// <param name="i">Which weight.</param>
    /// <param name="gradient">Its gradient, clipped.</param>
    public static float Move(
        in OptimizerStep.Arguments a, OptimizerSetting setting, OptimizerProgress progress, long i, float gradient)
    {
        if (setting.Kind == OptimizerKind.SGD)
        {
            return GradientDescent.Move(a, setting, i, gradient);
        }

        if (setting.Kind == OptimizerKind.Momentum)
        {
            return Momentum.Move(a, setting, i, gradient);
        }

        if (setting.Kind == OptimizerKind.RMSProp)
        {
            return RmsProp.Move(a, setting, i, gradient);
        }

        return Adam.Move(a, setting, progress, i, gradient, setting.Kind == OptimizerKind.AdamW ? Adam.Decay : 0f);
    }
}
