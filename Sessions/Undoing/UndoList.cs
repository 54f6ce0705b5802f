namespace GpuEcosystem.Sessions.Undoing;

/// <summary>
/// What was done, to be taken back from the last on, and what was taken back, to be done again from the last on. Doing something else
/// ends what could be done again. The oldest is forgotten where there is too much.
/// </summary>
internal sealed class UndoList
{
    /// <summary>The most deeds that can be taken back.</summary>
    public const int Most = 200;

    /// <summary>Bytes on the disk that all kept worlds together take at most.</summary>
    public const long MostBytes = 1L << 30;

    private readonly List<Deed> done = [];
    private readonly List<Deed> undone = [];
    /// <summary>Whether what is done now may be part of the last deed: it is not when that was taken back or done again.</summary>
    public bool MayGoOn { get; private set; }

    /// <summary>What would be taken back next.</summary>
    public Deed? Last => done.LastOrDefault();

    /// <summary>What would be done again next.</summary>
    public Deed? Next => undone.LastOrDefault();

    /// <summary>Takes something that was done.</summary>
    public void Add(Deed deed)
    {
        Clear(undone);
        if (MayGoOn && Last is Deed last && deed.JoinTo(last) is Deed joined)
        {
            done[^1] = joined;
        }
        else
        {
            done.Add(deed);
        }

        MayGoOn = true;
        Limit();
    }

    /// <summary>Says that the last deed was taken back.</summary>
    /// <param name="again">What does it again; null if nothing can, and then nothing that was taken back before it can be either.</param>
    public void TakeBack(Deed? again) => Move(done, undone, again);

    /// <summary>Says that what was last taken back was done again.</summary>
    /// <param name="back">What takes it back; null if nothing can, and then nothing before it can be either.</param>
    public void DoAgain(Deed? back) => Move(undone, done, back);

    /// <summary>Forgets the last deed, which cannot be taken back any more.</summary>
    public void ForgetLast() => Remove(done, done.Count - 1);

    /// <summary>Forgets everything: something was done that cannot be taken back.</summary>
    public void Clear()
    {
        Clear(done);
        Clear(undone);
    }

    private static void Clear(List<Deed> list)
    {
        while (list.Count > 0)
        {
            Remove(list, list.Count - 1);
        }
    }

    private static void Remove(List<Deed> list, int index)
    {
        list[index].Forget();
        list.RemoveAt(index);
    }

    private void Move(List<Deed> from, List<Deed> to, Deed? moved)
    {
        if (moved is null)
        {
            Clear(to);
        }

        MayGoOn = false;
        Deed old = from[^1];
        from.RemoveAt(from.Count - 1);
        if (moved is not null)
        {
            to.Add(moved);
        }

        // What stands in for an edit or a change is the same again; a world is another one.
        old.Forget();
        Limit();
    }

    private void Limit()
    {
        while (done.Count > Most)
        {
            Remove(done, 0);
        }

        foreach (List<Deed> list in (List<Deed>[])[done, undone])
        {
            while (list.Count > 0 && done.Concat(undone).Sum(deed => deed.Bytes) > MostBytes)
            {
                Remove(list, 0);
            }
        }
    }
}
