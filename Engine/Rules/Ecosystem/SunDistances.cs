using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>How far each cell of a sun that differs by cell lies from the mean sun, in a plane of its own.</summary>
internal sealed class SunDistances : IDisposable
{
    private readonly DeviceArena memory;
    private readonly Launcher launcher;
    private readonly int channels;
    private readonly PlaneBuffer distances;
    private readonly DeviceBuffer<float> rowSums;
    private readonly DeviceBuffer<float> totals;
    private readonly DeviceBuffer<float> sum;

    /// <exception cref="UserException">The device has no room for the plane.</exception>
    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="channels">Of the sun.</param>
    /// <param name="grid">Its cells.</param>
    public SunDistances(DeviceArena memory, int channels, Area grid)
    {
        this.memory = memory;
        launcher = memory.Launcher;
        this.channels = channels;
        distances = memory.Planes(1, grid);
        rowSums = memory.Allocate<float>((channels + 1L) * grid.Height);
        totals = memory.Allocate<float>(channels + 1);
        sum = memory.Allocate<float>(1);
    }

    /// <summary>The distances, <c>[1][y][x]</c>, as <see cref="Measure"/> left them.</summary>
    public Planes Distances => distances.Planes;

    /// <summary>Their sum over the grid, one number.</summary>
    public ArrayView<float> Sum => sum.View;

    /// <summary>Measures a sun.</summary>
    public void Measure(in SunField sun)
    {
        Area grid = distances.Area;
        launcher.Run<SunRowSums, SunRowSums.Arguments>(new SunRowSums.Arguments { Sun = sun, RowSums = rowSums.View });
        AddRows(totals, channels + 1);
        launcher.Run<SunDivergence, SunDivergence.Arguments>(new SunDivergence.Arguments
        {
            Sun = sun,
            Totals = totals.View,
            Distances = distances.Planes,
        });
        launcher.RunGroups<Census, Census.Arguments>(new Census.Arguments
        {
            Grid = distances.Planes,
            RowSums = rowSums.View,
            Entities = 1,
            Target = grid,
        });
        AddRows(sum, 1);
    }

    public void Dispose() => memory.Dispose();

    private void AddRows(DeviceBuffer<float> result, int counts) =>
        launcher.RunGroups<RowTotals, RowTotals.Arguments>(new RowTotals.Arguments
        {
            RowSums = rowSums.View,
            Totals = result.View,
            Counts = counts,
            RowCount = distances.Area.Height,
        });
}
