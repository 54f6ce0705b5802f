using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GpuEcosystem.Imaging.Films;

/// <summary>
/// Starts programs that Ctrl-C does not reach. A terminal sends it to everything that runs in it, and a program that ended
/// at once could not take what this one still has for it.
/// </summary>
internal static partial class InterruptShield
{
    private const int Interrupt = 2;

    // Large enough for any system's set of signals.
    private const int SignalSetSize = 256;

    /// <summary>Starts a program.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        if (OperatingSystem.IsWindows())
        {
            start.CreateNewProcessGroup = true;
            return Process.Start(start)!;
        }

        // A program inherits which signals are blocked from the thread that starts it.
        byte[] interrupt = new byte[SignalSetSize];
        byte[] before = new byte[SignalSetSize];
        _ = EmptySet(interrupt);
        _ = AddToSet(interrupt, Interrupt);
        _ = Mask(OperatingSystem.IsLinux() ? 0 : 1, interrupt, before);
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
