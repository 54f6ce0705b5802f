using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.State;

/// <summary>What strokes were drawn over, edit by edit, so that it can be put back.</summary>
internal sealed class EditHistory(Launcher launcher) : IDisposable
{
    private const int MostEdits = 100;

    private readonly List<List<SavedStroke>> edits = [];
    private State state = State.Idle;
    private long bytes;

    private enum State
    {
        /// <summary>Nobody has begun an edit yet, so nothing is recorded.</summary>
        Idle,

        /// <summary>The next stroke is the first of an edit.</summary>
        Begun,

        /// <summary>Strokes belong to the last edit of the list.</summary>
        Open,

        /// <summary>The edit has become too large; its strokes are not recorded.</summary>
        Lost,
    }

    /// <summary>Device memory that all edits together may take; the oldest go first.</summary>
    public long MostBytes { get; set; } = 256L << 20;

    /// <summary>Edits that can be taken back.</summary>
    public int Count => edits.Count;

    /// <summary>Stands for the last of them; null if there is none.</summary>
    public object? Last => edits.Count > 0 ? edits[^1] : null;

    /// <summary>Whether the edit that is being made has become too large to be taken back.</summary>
    public bool IsLost => state == State.Lost;

    /// <summary>Strokes from here on belong to a new edit.</summary>
    public void Begin() => state = State.Begun;

    /// <summary>Queues saving what a stroke is about to touch.</summary>
    /// <param name="world">The world before the stroke.</param>
    /// <param name="shape">Which cells it will touch.</param>
    /// <param name="area">The part of the grid around them.</param>
    public void Record(WorldState world, StrokeShape shape, Area area)
    {
        if (state is State.Idle or State.Lost)
        {
            return;
        }

        int planes = world.Grid.Count;
        long needed = sizeof(float) * PlaneBuffer.Floats(planes + 1, area);
        DeviceArena memory = new(launcher);
        if (Allocate(memory, planes + 1, area, needed) is not PlaneBuffer saved)
        {
            ForgetAll();
            state = State.Lost;
            return;
        }

        launcher.Copy(world.Grid.Planes, area, saved.Planes, area, planes);
        launcher.Copy(world.Walls.Planes, area, saved.Planes.From(planes), area, 1);
        Add(new SavedStroke(memory, saved, shape, needed));
    }

    /// <summary>Queues taking back the last edit.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Undo(WorldState world)
    {
        if (edits.Count == 0)
        {
            return false;
        }

        foreach (SavedStroke stroke in Enumerable.Reverse(edits[^1]))
        {
            launcher.Run<StrokeRestore, StrokeRestore.Arguments>(new StrokeRestore.Arguments
            {
                Saved = stroke.Cells.Planes,
                Grid = world.Grid.Planes,
                Walls = world.Walls.Planes,
                GridPlanes = world.Grid.Count,
                Shape = stroke.Shape,
                Target = stroke.Cells.Area,
            });
        }

        Forget(edits.Count - 1);
        state = State.Begun;
        return true;
    }

    /// <summary>Forgets all edits, for the grid is a new one.</summary>
    public void Forget()
    {
        ForgetAll();
        state = state == State.Idle ? State.Idle : State.Begun;
    }

    public void Dispose() => ForgetAll();

    // Null where an edit, be it alone, is larger than the limit, or the device has no room.
    private PlaneBuffer? Allocate(DeviceArena memory, int planes, Area area, long needed)
    {
        int kept = state == State.Open ? 1 : 0;
        while (bytes + needed > MostBytes && edits.Count > kept)
        {
            Forget(0);
        }

        if (bytes + needed > MostBytes)
        {
            return null;
        }

        try
        {
            return memory.Planes(planes, area);
        }
        catch (UserException)
        {
            return null;
        }
    }

    private void Add(SavedStroke stroke)
    {
        if (state == State.Begun)
        {
            edits.Add([]);
            state = State.Open;
        }

        edits[^1].Add(stroke);
        bytes += stroke.Bytes;
        if (edits.Count > MostEdits)
        {
            Forget(0);
        }
    }

    private void ForgetAll()
    {
        while (edits.Count > 0)
        {
            Forget(edits.Count - 1);
        }
    }

    private void Forget(int edit)
    {
        foreach (SavedStroke stroke in edits[edit])
        {
            stroke.Memory.Dispose();
            bytes -= stroke.Bytes;
        }

        edits.RemoveAt(edit);
    }

    private sealed record SavedStroke(DeviceArena Memory, PlaneBuffer Cells, StrokeShape Shape, long Bytes);
}
