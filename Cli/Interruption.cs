using System.Globalization;
using System.Runtime.InteropServices;
using GpuEcosystem.Cli.Verbs;

namespace GpuEcosystem.Cli;

/// <summary>
/// Turns Ctrl-C, a terminal that goes away, or a request to terminate, into a cancelled token. The second one ends the program at
/// once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly ManualResetEventSlim ended = new();
    private readonly PosixSignalRegistration[] registrations;
    private PosixSignal first;

    public Interruption() => registrations =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }
            .Where(signal => signal != PosixSignal.SIGHUP || !IsHangupIgnored())
            .Select(signal => PosixSignalRegistration.Create(signal, Handle)),
    ];

    public CancellationToken Token => source.Token;

    /// <summary>What a shell is told: of what was stopped, by which signal.</summary>
    public int Explain(int exitCode) => exitCode != ExitCode.Stopped ? exitCode : ExitCode.Stopped + first switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGTERM => 15,
        _ => 2,
    };

    public void Dispose()
    {
        ended.Set();
        foreach (PosixSignalRegistration registration in registrations)
        {
            registration.Dispose();
        }

        source.Dispose();
    }

    // As nohup has it: who ignores that signal wants the program to go on without a terminal.
    private static bool IsHangupIgnored()
    {
        const string status = "/proc/self/status";
        const string ignored = "SigIgn:";
        return File.Exists(status)
            && File.ReadLines(status).FirstOrDefault(line => line.StartsWith(ignored, StringComparison.Ordinal)) is string line
            && (ulong.Parse(line.AsSpan(ignored.Length), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 1) != 0;
    }

    private void Handle(PosixSignalContext signal)
    {
        signal.Cancel = !source.IsCancellationRequested;
        if (!signal.Cancel)
        {
            return;
        }

        first = signal.Signal;
        try
        {
            Console.Error.WriteLine("stopping after this step; once more leaves at once");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody is there any more.
        }

        source.Cancel();
        if (OperatingSystem.IsWindows() && signal.Signal != PosixSignal.SIGINT)
        {
            // A window that is closed, or a user who logs off: Windows ends the program as soon as this returns, or after some seconds.
            ended.Wait();
        }
    }
}
