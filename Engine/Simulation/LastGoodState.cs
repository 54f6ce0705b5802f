using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Learning;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Simulation;

/// <summary>A copy, on the device, of everything that steps and learning change.</summary>
internal sealed class LastGoodState : IDisposable
{
    private readonly Launcher launcher;
    private readonly PlaneBuffer grid;
    private readonly PlaneBuffer winRate;
    private readonly PlaneBuffer[] sunParts;
    private readonly DeviceBuffer<float>[] weightParts;
    private readonly DeviceBuffer<OptimizerProgress> progress;
    private IReadOnlyList<OptimizerKind> kinds = [];

    public LastGoodState(Launcher launcher, WorldState world, Network network, Sun sun)
    {
        this.launcher = launcher;
        ComputeDevice device = launcher.Device;
        grid = new PlaneBuffer(device, world.Grid.Count, world.Area);
        try
        {
            winRate = new PlaneBuffer(device, 1, world.Area);
            sunParts = [.. sun.Buffers.Select(part => new PlaneBuffer(device, part.Count, part.Area))];
            weightParts = [.. Enumerable.Range(0, 3).Select(_ => device.Allocate<float>(network.Layout.Length))];
            progress = device.Allocate<OptimizerProgress>(network.Layout.Groups);
        }
        catch (UserException)
        {
            // By far the largest part.
            grid.Dispose();
            throw;
        }
    }

    /// <summary>The step at which the copy was made.</summary>
    public long Step { get; private set; }

    /// <summary>Queues copying the present state here.</summary>
    public void Save(long step, WorldState world, Network network, Optimizers optimizers, Sun sun)
    {
        Step = step;
        Copy(world.Grid, grid);
        world.WinRate.CopyTo(launcher.Stream, winRate);
        foreach ((PlaneBuffer present, PlaneBuffer kept) in sun.Buffers.Zip(sunParts))
        {
            present.CopyTo(launcher.Stream, kept);
        }

        foreach ((DeviceBuffer<float> present, DeviceBuffer<float> kept) in Weights(network, optimizers).Zip(weightParts))
        {
            present.CopyTo(launcher.Stream, kept);
        }

        optimizers.Progress.CopyTo(launcher.Stream, progress);
        kinds = optimizers.Kinds;
    }

    /// <summary>Queues copying the kept state back.</summary>
    public void Restore(WorldState world, Network network, Optimizers optimizers, Sun sun)
    {
        Copy(grid, world.Grid);
        winRate.CopyTo(launcher.Stream, world.WinRate);
        foreach ((PlaneBuffer present, PlaneBuffer kept) in sun.Buffers.Zip(sunParts))
        {
            kept.CopyTo(launcher.Stream, present);
        }

        foreach ((DeviceBuffer<float> present, DeviceBuffer<float> kept) in Weights(network, optimizers).Zip(weightParts))
        {
            kept.CopyTo(launcher.Stream, present);
        }

        progress.CopyTo(launcher.Stream, optimizers.Progress);
        optimizers.Kinds = kinds;
        network.WeightsChanged();
    }

    public void Dispose()
    {
        grid.Dispose();
        winRate.Dispose();
        progress.Dispose();
        foreach (IDisposable part in (IDisposable[])[.. sunParts, .. weightParts])
        {
            part.Dispose();
        }
    }

    // The world's grid has spare rows, and its copy has none.
    private void Copy(PlaneBuffer source, PlaneBuffer target) =>
        launcher.Run<Transfer, Transfer.Arguments>(new Transfer.Arguments
        {
            Source = source.Planes,
            SourceArea = source.Area,
            Result = target.Planes,
            Count = source.Count,
            Target = source.Area,
        });

    private static DeviceBuffer<float>[] Weights(Network network, Optimizers optimizers) =>
        [network.Weights, optimizers.First, optimizers.Second];
}
