using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine;

/// <summary>A world that starts with its walls and follows its schedule.</summary>
public sealed class ConfiguredWorld : IDisposable
{
    private readonly RunConfiguration configuration;
    private Queue<ScheduledChange> schedule;

    /// <summary>Makes a new world.</summary>
    /// <param name="device">Where it lives; the device must outlive it.</param>
    /// <param name="configuration">Its rules, walls and schedule.</param>
    /// <exception cref="UserException">The rules are not valid, or the device is too small.</exception>
    public ConfiguredWorld(ComputeDevice device, RunConfiguration configuration)
    {
        this.configuration = configuration;
        Ecosystem = new Ecosystem(device, configuration.Parameters);
        schedule = new Queue<ScheduledChange>(configuration.Schedule);
        BuildWalls();
    }

    /// <summary>The world itself.</summary>
    public Ecosystem Ecosystem { get; }

    /// <summary>Queues one step, after the changes that are due before it.</summary>
    /// <returns>Those changes.</returns>
    public IReadOnlyList<ScheduledChange> Step()
    {
        IReadOnlyList<ScheduledChange> due = [];
        while (schedule.TryPeek(out ScheduledChange? change) && change.Step <= Ecosystem.StepNumber)
        {
            Ecosystem.Change(schedule.Dequeue().Apply(Ecosystem.Parameters));
            due = [.. due, change];
        }

        Ecosystem.Step();
        return due;
    }

    /// <summary>Starts again with the rules now in force, with the walls and the schedule of the start.</summary>
    public void Reset()
    {
        Ecosystem.Reset();
        schedule = new Queue<ScheduledChange>(configuration.Schedule);
        BuildWalls();
    }

    /// <inheritdoc/>
    public void Dispose() => Ecosystem.Dispose();

    // The fractions 0 and 1 are the first and the last cell.
    private void BuildWalls()
    {
        int lastColumn = Ecosystem.Parameters.GridWidth - 1;
        int lastRow = Ecosystem.Parameters.GridHeight - 1;
        foreach (Wall wall in configuration.Walls)
        {
            Ecosystem.Stroke(
                Brush.Wall,
                wall.FromX * lastColumn,
                wall.FromY * lastRow,
                wall.ToX * lastColumn,
                wall.ToY * lastRow,
                wall.Radius * Math.Min(Ecosystem.Parameters.GridWidth, Ecosystem.Parameters.GridHeight));
        }
    }
}
