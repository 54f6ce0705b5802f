using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>A world that starts with its walls and follows its schedule.</summary>
internal sealed class ConfiguredWorld : IDisposable
{
    private readonly Queue<ScheduledChange> schedule;

    public ConfiguredWorld(ComputeDevice device, RunConfiguration configuration)
    {
        Ecosystem = new Ecosystem(device, configuration.Parameters);
        schedule = new Queue<ScheduledChange>(configuration.Schedule);
        foreach (Wall wall in configuration.Walls)
        {
            Build(wall);
        }
    }

    public Ecosystem Ecosystem { get; }

    /// <summary>Queues one step, after the changes that are due before it.</summary>
    public void Step()
    {
        while (schedule.TryPeek(out ScheduledChange? change) && change.Step <= Ecosystem.StepNumber)
        {
            Ecosystem.Change(schedule.Dequeue().Apply(Ecosystem.Parameters));
        }

        Ecosystem.Step();
    }

    public void Dispose() => Ecosystem.Dispose();

    // The fractions 0 and 1 are the first and the last cell.
    private void Build(Wall wall)
    {
        int lastColumn = Ecosystem.Parameters.GridWidth - 1;
        int lastRow = Ecosystem.Parameters.GridHeight - 1;
        Ecosystem.Stroke(
            Brush.Wall,
            wall.FromX * lastColumn,
            wall.FromY * lastRow,
            wall.ToX * lastColumn,
            wall.ToY * lastRow,
            wall.Radius * Math.Min(Ecosystem.Parameters.GridWidth, Ecosystem.Parameters.GridHeight));
    }
}
