namespace GpuEcosystem.Tests.Kernels.Barriers;

/// <summary>
/// A compiled kernel's statements and which may follow which. Whoever reads a text adds its labels and statements in
/// the order of the text.
/// </summary>
internal sealed class KernelFlow
{
    private readonly List<Statement> statements = [];
    private readonly Dictionary<string, int> labels = [];

    /// <summary>All that its statements do.</summary>
    public SharedAccess Accesses => statements.Aggregate(SharedAccess.None, (all, statement) => all | statement.Access);

    /// <summary>Names the statement that is added next.</summary>
    public void Label(string name) => labels.Add(name, statements.Count);

    /// <summary>A statement after which comes the next.</summary>
    public void Add(int line, string text, SharedAccess access) => statements.Add(new Statement(line, text, access, null, true));

    /// <summary>A jump: to a label, or out of the kernel.</summary>
    /// <param name="line">Its line in the text.</param>
    /// <param name="text">The line.</param>
    /// <param name="target">The label, or null for the kernel's end.</param>
    /// <param name="conditional">Whether the next statement may come after it too.</param>
    public void Jump(int line, string text, string? target, bool conditional) =>
        statements.Add(new Statement(line, text, SharedAccess.None, target, conditional));

    /// <summary>
    /// The statements that may meet another thread's access to shared memory: a load with a store before it, on some
    /// path, that no barrier comes after; or the other way round. Addresses are not looked at, so a thread that reads
    /// only what it wrote itself is reported as well; stores after stores are not reported, since each thread of a group
    /// writes cells of its own.
    /// </summary>
    public IReadOnlyList<string> Races()
    {
        SharedAccess?[] before = SinceLastBarrier();
        return [.. statements.Zip(before, Race).OfType<string>()];
    }

    private static string? Race(Statement statement, SharedAccess? before)
    {
        bool loadsStored = before?.HasFlag(SharedAccess.Store) == true && statement.Access.HasFlag(SharedAccess.Load);
        bool storesLoaded = before?.HasFlag(SharedAccess.Load) == true && statement.Access.HasFlag(SharedAccess.Store);
        return loadsStored ? $"line {statement.Line} loads what may be stored since the last barrier: {statement.Text}"
            : storesLoaded ? $"line {statement.Line} stores what may be loaded since the last barrier: {statement.Text}"
            : null;
    }

    // For each statement what a thread can have done between the last barrier and it; null where no path leads to it.
    private SharedAccess?[] SinceLastBarrier()
    {
        SharedAccess?[] before = new SharedAccess?[statements.Count];
        Stack<(int Statement, SharedAccess Before)> arrivals = new([(0, SharedAccess.None)]);
        while (arrivals.TryPop(out var arrival))
        {
            SharedAccess all = (before[arrival.Statement] ?? SharedAccess.None) | arrival.Before;
            if (before[arrival.Statement] == all)
            {
                continue;
            }

            before[arrival.Statement] = all;
            SharedAccess access = statements[arrival.Statement].Access;
            SharedAccess after = access == SharedAccess.Barrier ? SharedAccess.None : all | access;
            foreach (int next in After(arrival.Statement))
            {
                arrivals.Push((next, after));
            }
        }

        return before;
    }

    private IEnumerable<int> After(int index)
    {
        Statement statement = statements[index];
        int? target = statement.Target is null ? null : labels[statement.Target];
        int? next = statement.GoesOn ? index + 1 : null;
        return new[] { target, next }.OfType<int>().Where(successor => successor < statements.Count);
    }

    private sealed record Statement(int Line, string Text, SharedAccess Access, string? Target, bool GoesOn);
}
