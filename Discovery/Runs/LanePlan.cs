using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>How many worlds a worker runs at once, and with how many threads each.</summary>
/// <param name="Lanes">Worlds at once; each has a device of its own.</param>
/// <param name="Threads">Threads of each, on the CPU.</param>
public sealed record LanePlan(int Lanes, int Threads)
{
    // A larger grid has tiles for many cores, and two of them share a cache badly.
    private const long CellsOfOneLane = 256 * 256;

    // Twins are four worlds more for a while, one after the other's memory has gone.
    private const int WorldsOfLane = 5;

    /// <summary>
    /// On the CPU a world on each core where worlds are small, so that no core waits for another; one that has all cores where they are
    /// large; fewer where memory does not suffice. On a GPU one.
    /// </summary>
    /// <param name="device">A device of the kind that lanes are on.</param>
    /// <param name="parameters">The worlds'.</param>
    /// <param name="asked">Lanes that somebody asks for; null for as many as is best.</param>
    public static LanePlan Choose(ComputeDevice device, WorldParameters parameters, int? asked)
    {
        int cores = Environment.ProcessorCount;
        long cells = (long)parameters.GridWidth * parameters.GridHeight;
        int best = device.Description.Kind != DeviceKind.Cpu || cells > CellsOfOneLane ? 1 : cores;
        long room = device.Description.MemoryBytes / (WorldsOfLane * World.MemoryBytes(device, parameters));
        int lanes = asked ?? (int)Math.Clamp(room, 1, best);
        return new LanePlan(lanes, Math.Max(1, cores / lanes));
    }
}
