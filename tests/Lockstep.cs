namespace GpuEcosystem.Tests;

/// <summary>Threads that take each step at the same time, so that they get into each other's way.</summary>
internal static class Lockstep
{
    /// <summary>Runs all to their end; throws what any of them threw, after which the others go on without it.</summary>
    /// <param name="steps">How many steps each takes.</param>
    /// <param name="workers">What each does in a step of that number.</param>
    public static void Run(int steps, params IReadOnlyList<Action<int>> workers)
    {
        using Barrier start = new(workers.Count);
        Task.WaitAll([.. workers.Select(worker => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    for (int step = 0; step < steps; step++)
                    {
                        start.SignalAndWait();
                        worker(step);
                    }
                }
                finally
                {
                    start.RemoveParticipant();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))]);
    }
}
