using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>The gradient of a sun over a patch, and how it moves the sun: by plain descent, whatever the species learn by.</summary>
/// <param name="slopes">Of what goes into the sun's tanh, <c>[channels ..][y][x]</c>; what lies behind the channels is the sun's own.</param>
internal abstract class SunGradient(PlaneBuffer slopes)
{
    /// <summary>Gradient of what goes into the sun's tanh, <c>[channels ..][y][x]</c>, which the competition's way back writes.</summary>
    public PlaneBuffer Slopes => slopes;

    /// <summary>Goes on from the slopes to the gradient of what the sun learns.</summary>
    public abstract void Sum(Area patch);

    /// <summary>Moves the sun down the gradient.</summary>
    public abstract void Descend(Area patch, float rate);

    /// <summary>The gradient of what the sun learns: of each number, or, where each cell has some, of those of the patch.</summary>
    public abstract float[] Read();
}
