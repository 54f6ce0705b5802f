using GpuEcosystem.Viewer.Pixels;

namespace GpuEcosystem.Viewer.Running;

/// <summary>
/// Hands pictures from the world's thread to the window's. The memory of a picture goes round: lent to the world's
/// thread, drawn, ready, read by OpenGL, lent again. A picture is ready only when all of it is there.
/// </summary>
internal sealed class FrameExchange
{
    private readonly Lock gate = new();
    private readonly Stack<PixelSlot> lent = new();
    private readonly Queue<(PixelSlot Slot, DrawnFrame Frame)> ready = new();
    private readonly List<PixelSlot> read = [];
    private PixelSlots? slots;
    private int drawing;

    /// <summary>The most pixels that a picture may have.</summary>
    public int Capacity
    {
        get
        {
            lock (gate)
            {
                return slots?.Capacity ?? 0;
            }
        }
    }

    /// <summary>Whether a picture is drawn or waits to be taken.</summary>
    public bool HasUntaken
    {
        get
        {
            lock (gate)
            {
                return drawing + ready.Count > 0;
            }
        }
    }

    /// <summary>Replaces the memory, or with null gives it up. Waits for a picture that is being drawn. The window's thread.</summary>
    public void Install(PixelSlots? replacement) => SpinWait.SpinUntil(() => TryReplace(replacement));

    /// <summary>Memory to draw a picture into, if some is free and large enough. The world's thread.</summary>
    public PixelSlot? Begin(long pixels)
    {
        lock (gate)
        {
            if (slots is null || pixels > slots.Capacity || !lent.TryPop(out PixelSlot? slot))
            {
                return null;
            }

            drawing++;
            return slot;
        }
    }

    /// <summary>Hands over a picture that is complete. The world's thread.</summary>
    public void Publish(PixelSlot slot, DrawnFrame frame)
    {
        lock (gate)
        {
            drawing--;
            ready.Enqueue((slot, frame));
        }
    }

    /// <summary>Gives back memory that was not drawn into after all. The world's thread.</summary>
    public void Abandon(PixelSlot slot)
    {
        lock (gate)
        {
            drawing--;
            lent.Push(slot);
        }
    }

    /// <summary>The next picture; <see cref="Return"/> takes its memory back. The window's thread.</summary>
    public bool TryTake(out PixelSlot slot, out DrawnFrame frame)
    {
        lock (gate)
        {
            bool found = ready.TryDequeue(out (PixelSlot Slot, DrawnFrame Frame) next);
            (slot, frame) = next;
            return found;
        }
    }

    /// <summary>Memory whose picture OpenGL has been told to read. The window's thread.</summary>
    public void Return(PixelSlot slot) => read.Add(slot);

    /// <summary>Lends memory that OpenGL has read. The window's thread.</summary>
    /// <returns>Whether there was any.</returns>
    public bool LendWhatIsRead()
    {
        List<PixelSlot> done = read.FindAll(slot => slot.IsRead);
        foreach (PixelSlot slot in done)
        {
            read.Remove(slot);
            slot.Lend();
            lock (gate)
            {
                lent.Push(slot);
            }
        }

        return done.Count > 0;
    }

    private bool TryReplace(PixelSlots? replacement)
    {
        lock (gate)
        {
            if (drawing > 0)
            {
                return false;
            }

            slots?.Dispose();
            slots = replacement;
            lent.Clear();
            ready.Clear();
            read.Clear();
            foreach (PixelSlot slot in replacement?.Slots ?? [])
            {
                slot.Lend();
                lent.Push(slot);
            }

            return true;
        }
    }
}
