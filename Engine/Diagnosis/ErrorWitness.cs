using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>
/// Sees what goes wrong on this thread in a stage: also exceptions that somebody replaced by others, as happens where a
/// broken device refuses to give memory back, and what ILGPU writes to the trace, which is where compilers' logs go.
/// </summary>
internal sealed class ErrorWitness : TraceListener
{
    private const int MostErrors = 8;
    private const int MostLetters = 8000;

    private readonly Thread thread = Thread.CurrentThread;
    private readonly List<string> errors = [];
    private readonly StringBuilder log = new();

    public ErrorWitness()
    {
        AppDomain.CurrentDomain.FirstChanceException += See;
        Trace.Listeners.Add(this);
    }

    /// <summary>The exceptions so far, the first first, without what follows from being ended.</summary>
    public IReadOnlyList<string> Errors => [.. errors.Select(PrivateNames.Hide)];

    /// <summary>What was written to the trace; null if nothing.</summary>
    public string? Log
    {
        get
        {
            lock (log)
            {
                return log.Length > 0 ? PrivateNames.Hide(log.ToString()) : null;
            }
        }
    }

    public override bool IsThreadSafe => true;

    public override void Write(string? message)
    {
        lock (log)
        {
            log.Append(message, 0, Math.Min(message?.Length ?? 0, MostLetters - log.Length));
        }
    }

    public override void WriteLine(string? message) => Write(message + "\n");

    protected override void Dispose(bool disposing)
    {
        AppDomain.CurrentDomain.FirstChanceException -= See;
        Trace.Listeners.Remove(this);
        base.Dispose(disposing);
    }

    private void See(object? sender, FirstChanceExceptionEventArgs seen)
    {
        if (Thread.CurrentThread != thread || errors.Count >= MostErrors || seen.Exception is OperationCanceledException)
        {
            return;
        }

        string error = $"{seen.Exception.GetType().Name}: {seen.Exception.Message.ReplaceLineEndings(" ")}";
        if (!errors.Any(other => other.StartsWith(error, StringComparison.Ordinal)))
        {
            errors.Add(error + Place());
        }
    }

    // The methods of this program that led there, the innermost first; files and lines are not known to users' builds.
    private static string Place()
    {
        IEnumerable<string> methods = new StackTrace(2, fNeedFileInfo: false).GetFrames()
            .Select(DiagnosticMethodInfo.Create)
            .Where(method => method?.DeclaringTypeName.StartsWith(nameof(GpuEcosystem), StringComparison.Ordinal) == true)
            .Select(method => $"{method!.DeclaringTypeName.Split('.')[^1]}.{method.Name}")
            .Take(6);
        string place = string.Join(" < ", methods);
        return place.Length > 0 ? $" [{place}]" : "";
    }
}
