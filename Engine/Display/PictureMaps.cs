using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Display;

/// <summary>Planes that a world keeps for pictures alone; each takes memory once a picture asks for it.</summary>
internal sealed class PictureMaps(Launcher launcher) : IDisposable
{
    private DeviceArena? activityMemory;

    /// <summary>What changed in the last steps, <c>[1][y][x]</c>; null while nobody wants to see it.</summary>
    public PlaneBuffer? Activity { get; private set; }

    /// <summary>Keeps the map of activity from now on; it begins empty.</summary>
    /// <exception cref="UserException">The device has no room for it.</exception>
    public PlaneBuffer TrackActivity(Area grid)
    {
        if (Activity is null)
        {
            activityMemory ??= new DeviceArena(launcher);
            Activity = activityMemory.Planes(1, grid);
        }

        return Activity;
    }

    /// <summary>Gives the map of activity back.</summary>
    public void ForgetActivity()
    {
        activityMemory?.Dispose();
        (activityMemory, Activity) = (null, null);
    }

    /// <summary>The grid is another one, and has new numbers.</summary>
    public void BeginAgain(Area grid)
    {
        if (Activity is null)
        {
            return;
        }

        ForgetActivity();
        try
        {
            TrackActivity(grid);
        }
        catch (UserException)
        {
            // The map is off until somebody asks again.
        }
    }

    public void Dispose() => ForgetActivity();
}
