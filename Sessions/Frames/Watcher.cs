using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Sessions.Frames;

/// <summary>Somebody who watches a world, with a view of their own: what they want to see, and the cell that they point at.</summary>
public abstract class Watcher
{
    private volatile ViewRequest request;
    private volatile CellInspection? inspection;
    private (int X, int Y)? inspected;

    private protected Watcher(ViewRequest first) => request = first;

    /// <summary>The cell under the pointer, as it was last looked at; null where there is none.</summary>
    public CellInspection? Inspection => inspection;

    /// <summary>What is to be seen.</summary>
    public ViewRequest Request => request;

    /// <summary>Says what is to be seen from now on. Any thread.</summary>
    public void Show(ViewRequest wanted)
    {
        if (wanted != request)
        {
            request = wanted;
            Poke?.Invoke();
        }
    }

    /// <summary>Tells the world's thread that something else is wanted; null while nobody listens.</summary>
    internal Action? Poke { get; set; }

    /// <summary>Whether another cell is pointed at than was last looked at. The world's thread.</summary>
    internal bool WantsInspection => inspected != request.Pointer;

    /// <summary>Looks at the cell under the pointer. The world's thread.</summary>
    internal void Inspect(World world)
    {
        inspected = request.Pointer;
        inspection = inspected is (int x, int y) && IsInside(world, default, new Area(x, y, 1, 1)) ? world.Inspect(x, y) : null;
    }

    /// <summary>Draws what is wanted and not there yet. The world's thread.</summary>
    /// <returns>Whether anything was drawn.</returns>
    internal abstract bool Draw(Drawing drawing);

    /// <summary>Whether nothing is wanted of the world as it now is, beside what was drawn. The world's thread.</summary>
    internal abstract bool HasAll(Drawing drawing);

    /// <summary>Whether there is such a part: whoever watches may still speak of a grid that has been cut, or of a world that is no more.</summary>
    private protected static bool IsInside(World world, ShownWorld shown, Area region)
    {
        Area all = shown.AreaIn(world.Parameters);
        return shown.Exists(world.Parameters) && region.Right <= all.Width && region.Bottom <= all.Height;
    }
}
