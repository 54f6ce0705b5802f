using System.Diagnostics;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>Tries again what a store refuses: a full disk, or a store that is away for a while, must not cost what has been computed.</summary>
/// <param name="note">Is told, a line each, what waits and why.</param>
/// <param name="interruption">Ends the patience.</param>
internal sealed class Patience(Action<string> note, CancellationToken interruption)
{
    private static readonly TimeSpan wait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan longest = TimeSpan.FromMinutes(10);

    /// <summary>Does something until it succeeds.</summary>
    /// <param name="what">What waits meanwhile.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="UserException">It did not succeed for ten minutes, or somebody interrupted.</exception>
    public void Insist(string what, Action work)
    {
        long first = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                work();
                return;
            }
            catch (UserException exception) when (!interruption.IsCancellationRequested && Stopwatch.GetElapsedTime(first) < longest)
            {
                note($"{what}: {exception.Message}");
                interruption.WaitHandle.WaitOne(wait);
            }
        }
    }
}
