using System.ComponentModel;
using System.Diagnostics;

namespace GpuEcosystem.Cli.Output;

/// <summary>The user's browser.</summary>
internal static class Browser
{
    /// <summary>Shows a page, where there is a display and a browser to show it; who has neither has the address.</summary>
    public static void Open(string address)
    {
        if (OperatingSystem.IsLinux()
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY"))
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("WAYLAND_DISPLAY")))
        {
            return;
        }

        ProcessStartInfo start = OperatingSystem.IsWindows() ? new(address) { UseShellExecute = true }
            : new(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process? process = Process.Start(start);
        }
        catch (Win32Exception)
        {
            // No browser.
        }
    }
}
