using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>How clearly each cell has been won of late, <c>[1][y][x]</c>, 0 to 1.</summary>
internal sealed class WinRate : IDisposable
{
    // The win rate at the start.
    private const float Even = 0.5f;

    private readonly DeviceArena memory;
    private readonly Launcher launcher;

    public WinRate(DeviceArena memory, Area grid)
    {
        this.memory = memory;
        launcher = memory.Launcher;
        Buffer = memory.Planes(1, grid);
    }

    public PlaneBuffer Buffer { get; }

    public void Begin() => launcher.Fill(Buffer.Planes, 1, Buffer.Area, Even);

    public void TakeOver(WinRate old) =>
        launcher.Copy(old.Buffer.Planes, old.Buffer.Area, Buffer.Planes, Buffer.Area, 1, outside: Even);

    public void Dispose() => memory.Dispose();
}
