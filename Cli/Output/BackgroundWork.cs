using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace GpuEcosystem.Cli.Output;

/// <summary>
/// Does work in order on a thread of its own. Only so many pieces wait; whoever hands in one more waits too. Nothing is
/// done after a failure, which is thrown to whoever hands in the next piece.
/// </summary>
internal sealed class BackgroundWork<T> : IDisposable
{
    private readonly BlockingCollection<T> waiting;
    private readonly Thread thread;
    private volatile ExceptionDispatchInfo? failure;
    private volatile bool abandoned;

    /// <summary>Waits for work.</summary>
    /// <param name="capacity">Pieces that may wait, besides the one that is being worked on.</param>
    /// <param name="work">What to do with each.</param>
    public BackgroundWork(int capacity, Action<T> work)
    {
        waiting = new BlockingCollection<T>(capacity);
        thread = new Thread(() => WorkOff(work)) { IsBackground = true, Name = typeof(T).Name };
        thread.Start();
    }

    /// <summary>Hands in a piece.</summary>
    public void Add(T piece)
    {
        failure?.Throw();
        waiting.Add(piece);
    }

    /// <summary>Waits until all is done.</summary>
    public void Complete()
    {
        Stop();
        failure?.Throw();
    }

    /// <summary>Gives up what still waits.</summary>
    public void Dispose()
    {
        abandoned = true;
        Stop();
        waiting.Dispose();
    }

    private void Stop()
    {
        waiting.CompleteAdding();
        thread.Join();
    }

    // What comes after a failure is taken and dropped, so that nobody waits for room forever.
    private void WorkOff(Action<T> work)
    {
        foreach (T piece in waiting.GetConsumingEnumerable())
        {
            if (failure is not null || abandoned)
            {
                continue;
            }

            try
            {
                work(piece);
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }
}
