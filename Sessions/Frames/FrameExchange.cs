namespace GpuEcosystem.Sessions.Frames;

/// <summary>
/// Hands pictures from the world's thread to the thread of whoever shows them. The memory of a picture goes round: lent to
/// the world's thread, drawn, ready, read, lent again. A picture is ready only when all of it is there.
/// </summary>
public sealed class FrameExchange
{
    private readonly Lock gate = new();
    private readonly Stack<IPictureMemory> lent = new();
    private readonly Queue<(IPictureMemory Memory, DrawnFrame Frame)> ready = new();
    private readonly List<IPictureMemory> read = [];
    private IReadOnlyList<IPictureMemory> all = [];
    private int capacity;
    private int drawing;

    /// <summary>The most pixels that a picture may have.</summary>
    public int Capacity
    {
        get
        {
            lock (gate)
            {
                return capacity;
            }
        }
    }

    /// <summary>Whether a picture is drawn or waits to be taken.</summary>
    internal bool HasUntaken
    {
        get
        {
            lock (gate)
            {
                return drawing + ready.Count > 0;
            }
        }
    }

    /// <summary>Replaces the memory, which is this exchange's own from then on. Waits for a picture that is being drawn. The owner's thread.</summary>
    /// <param name="replacement">Memory for some pictures; for none, to give it up.</param>
    /// <param name="pixels">The most that each has room for.</param>
    public void Install(IReadOnlyList<IPictureMemory> replacement, int pixels) =>
        SpinWait.SpinUntil(() => TryReplace(replacement, pixels));

    /// <summary>Memory to draw a picture into, if some is free and large enough. The world's thread.</summary>
    internal IPictureMemory? Begin(long pixels)
    {
        lock (gate)
        {
            if (pixels > capacity || !lent.TryPop(out IPictureMemory? memory))
            {
                return null;
            }

            drawing++;
            return memory;
        }
    }

    /// <summary>Hands over a picture that is complete. The world's thread.</summary>
    internal void Publish(IPictureMemory memory, DrawnFrame frame)
    {
        lock (gate)
        {
            drawing--;
            ready.Enqueue((memory, frame));
        }
    }

    /// <summary>Gives back memory that was not drawn into after all. The world's thread.</summary>
    internal void Abandon(IPictureMemory memory)
    {
        lock (gate)
        {
            drawing--;
            lent.Push(memory);
        }
    }

    /// <summary>The next picture; <see cref="Return"/> takes its memory back. The owner's thread.</summary>
    public bool TryTake(out IPictureMemory memory, out DrawnFrame frame)
    {
        lock (gate)
        {
            bool found = ready.TryDequeue(out (IPictureMemory Memory, DrawnFrame Frame) next);
            (memory, frame) = next;
            return found;
        }
    }

    /// <summary>Memory whose picture is being read. The owner's thread.</summary>
    public void Return(IPictureMemory memory) => read.Add(memory);

    /// <summary>Lends memory that has been read. The owner's thread.</summary>
    /// <returns>Whether there was any.</returns>
    public bool LendWhatIsRead()
    {
        List<IPictureMemory> done = read.FindAll(memory => memory.IsRead);
        foreach (IPictureMemory memory in done)
        {
            read.Remove(memory);
            memory.Lend();
            lock (gate)
            {
                lent.Push(memory);
            }
        }

        return done.Count > 0;
    }

    private bool TryReplace(IReadOnlyList<IPictureMemory> replacement, int pixels)
    {
        lock (gate)
        {
            if (drawing > 0)
            {
                return false;
            }

            foreach (IPictureMemory old in all)
            {
                old.Dispose();
            }

            (all, capacity) = (replacement, pixels);
            lent.Clear();
            ready.Clear();
            read.Clear();
            foreach (IPictureMemory memory in replacement)
            {
                memory.Lend();
                lent.Push(memory);
            }

            return true;
        }
    }
}
