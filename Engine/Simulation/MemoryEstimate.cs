using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Learning;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Simulation;

/// <summary>How much memory a world takes, known before any is allocated.</summary>
internal static class MemoryEstimate
{
    // The rest is for the driver, for other programs, and for what a host keeps besides.
    private const double UsableShare = 0.85;

    /// <summary>Bytes of device memory that a world takes at least.</summary>
    public static long Bytes(EcosystemParameters parameters, ComputeDevice device)
    {
        NetworkLayout layout = Ecosystem.LayoutOf(parameters);
        Area grid = new(0, 0, parameters.GridWidth, parameters.GridHeight);
        Bands bands = StepBuffers.Cut(layout, grid, device);
        long floats = WorldState.Floats(parameters, grid, StepBuffers.SpareRows(layout, bands))
            + StepBuffers.Floats(parameters, layout, grid, device)
            + 3 * layout.Length
            + (device.RunsSimdBodies ? layout.PackedLength : 0);
        long sun = parameters.SunMode == SunMode.Spatial ? PlaneBuffer.Floats(2 * layout.Channels, grid) : 0;
        floats += sun;
        if (parameters.LearnInterval > 0)
        {
            floats += LearningPass.Floats(parameters, layout, grid, device.RunsSimdBodies);
        }

        return floats * sizeof(float);
    }

    /// <summary>Whether a world's last good state has room beside the world.</summary>
    public static bool HasRoomForCopy(ComputeDevice device, EcosystemParameters parameters) =>
        Bytes(parameters, device) + CopyBytes(parameters) <= Available(device);

    /// <summary>Whether two worlds have room at once.</summary>
    public static bool HasRoomForBoth(ComputeDevice device, EcosystemParameters one, EcosystemParameters other) =>
        Bytes(one, device) + Bytes(other, device) <= Available(device);

    /// <summary>Bytes of a world's last good state.</summary>
    public static long CopyBytes(EcosystemParameters parameters)
    {
        NetworkLayout layout = Ecosystem.LayoutOf(parameters);
        Area grid = new(0, 0, parameters.GridWidth, parameters.GridHeight);
        int planes = WorldState.GridPlanes(parameters) + 1
            + (parameters.SunMode == SunMode.Spatial ? 2 * layout.Channels : 0);
        return sizeof(float) * (PlaneBuffer.Floats(planes, grid) + 3 * layout.Length);
    }

    /// <summary>Refuses a world that a device has no room for.</summary>
    /// <exception cref="UserException">The world is too large.</exception>
    public static void Check(ComputeDevice device, EcosystemParameters parameters)
    {
        const double gibibyte = 1L << 30;
        long needed = Bytes(parameters, device);
        long available = Available(device);
        if (needed > available)
        {
            throw new UserException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"a {parameters.GridWidth} x {parameters.GridHeight} world of {parameters.Species} species needs {needed / gibibyte:N1} GiB, and {device.Description.Id} has {available / gibibyte:N1} GiB; choose a smaller grid or network"));
        }
    }

    private static long Available(ComputeDevice device) => (long)(device.Description.MemoryBytes * UsableShare);
}
