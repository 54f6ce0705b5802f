using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GpuEcosystem.Imaging.Films;

/// <summary>
/// Starts programs that requests to end do not reach: Ctrl-C, a terminal that goes away, a batch system. All of them ask everything that
/// runs, and a program that ended at once could not take what this one still has for it; it ends with what it is handed.
/// </summary>
internal static partial class InterruptShield
{
    // Large enough for any system's set of signals.
    private const int SignalSetSize = 256;

    // Hang-up, interrupt, terminate.
    private static readonly int[] requests = [1, 2, 15];

    /// <summary>Starts a program.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        if (OperatingSystem.IsWindows())
        {
            start.CreateNewProcessGroup = true;
            return Process.Start(start)!;
        }

        // A program inherits which signals are blocked from the thread that starts it.
        byte[] blocked = new byte[SignalSetSize];
        byte[] before = new byte[SignalSetSize];
        _ = EmptySet(blocked);
        foreach (int request in requests)
        {
            _ = AddToSet(blocked, request);
        }

        _ = Mask(OperatingSystem.IsLinux() ? 0 : 1, blocked, before);
        try
        {
            return Process.Start(start)!;
        }
        finally
        {
            _ = Mask(OperatingSystem.IsLinux() ? 2 : 3, before, null);
        }
    }

    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    private static partial int EmptySet(byte[] set);

    [LibraryImport("libc", EntryPoint = "sigaddset")]
    private static partial int AddToSet(byte[] set, int signal);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int Mask(int how, byte[] set, byte[]? before);
}
