using System.Diagnostics;
using System.Globalization;
using GpuEcosystem.Discovery.Runs;

namespace GpuEcosystem.Cli.Output;

/// <summary>Tells now and then how far an experiment has come.</summary>
/// <param name="note">Is told, a line each.</param>
internal sealed class WorkerProgress(Action<string> note)
{
    private static readonly TimeSpan interval = TimeSpan.FromSeconds(10);

    private long told = Stopwatch.GetTimestamp();

    /// <summary>Tells it, if that was not done just now.</summary>
    public void Beat(WorkerState state)
    {
        if (Stopwatch.GetElapsedTime(told) >= interval)
        {
            told = Stopwatch.GetTimestamp();
            note(Line(state));
        }
    }

    /// <summary>How far it has come, in a line.</summary>
    public static string Line(WorkerState state)
    {
        string coverage = state.Search.Coverage is double share ? string.Create(CultureInfo.InvariantCulture, $"  coverage {share:0.0 %}") : "";
        string score = state.Search.QdScore is double sum ? string.Create(CultureInfo.InvariantCulture, $"  QD {sum:0.0}") : "";
        string elites = state.Search.Elites > 0 ? $"  elites {state.Search.Elites}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"trials {state.Trials}/{state.TotalTrials}{coverage}{score}{elites}  worlds/h {state.WorldsPerHour:0}  busy {state.Busy:0 %}  taken over {state.TakenOver}  died {state.Died}");
    }
}
