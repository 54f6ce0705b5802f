using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Memory;

/// <summary>Filling planes, and copying what two grids share.</summary>
internal static class PlaneTransfers
{
    /// <summary>Queues giving all cells of some planes one value.</summary>
    public static void Fill(this Launcher launcher, Planes planes, int count, Area area, float value) =>
        launcher.Run<Transfer, Transfer.Arguments>(
            new Transfer.Arguments { Source = planes, Result = planes, Count = count, Outside = value, Target = area });

    /// <summary>Queues copying planes into those of another rectangle.</summary>
    /// <param name="launcher">Launches it.</param>
    /// <param name="source">The first plane to copy.</param>
    /// <param name="sourceArea">The cells that it has.</param>
    /// <param name="result">The first plane to write.</param>
    /// <param name="target">The cells to write.</param>
    /// <param name="count">How many planes.</param>
    /// <param name="outside">What cells get that the source does not have.</param>
    /// <param name="accumulate">1 adds to what is there.</param>
    public static void Copy(
        this Launcher launcher,
        Planes source,
        Area sourceArea,
        Planes result,
        Area target,
        int count,
        float outside = 0,
        int accumulate = 0) =>
        launcher.Run<Transfer, Transfer.Arguments>(new Transfer.Arguments
        {
            Source = source,
            SourceArea = sourceArea,
            Result = result,
            Count = count,
            Outside = outside,
            Accumulate = accumulate,
            Target = target,
        });
}
