using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using GpuEcosystem.Engine;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>
/// The display that tests open windows on: the one there is, or one without a screen, started once and gone with this
/// process. Where neither can be had, tests skip by name; on the build server they fail.
/// </summary>
internal static partial class VirtualDisplay
{
    // The shell waits for the end of its input, which comes with this process's end, however that is brought about. Its own
    // output ends at once, so that ours does when there is no server to write to it.
    private const string Script =
        "Xvfb -displayfd 1 -screen 0 1600x1000x24 -nolisten tcp -noreset +extension GLX 2>/dev/null & " +
        "exec >/dev/null; cat; kill $!";

    private static readonly Lazy<string?> obstacle = new(Start);

    // Its input must stay open.
    private static Process? server;

    /// <summary>Opens a window on it, or skips the test.</summary>
    public static Window Open(string title, int width, int height, bool vsync = false, bool visible = true)
    {
        Require();
        return Window.Open(title, width, height, vsync, visible);
    }

    /// <summary>Makes sure that there is a display, or skips the test.</summary>
    public static void Require()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "windows are tested on Linux, which can open them on no screen");
        SkipIf(obstacle.Value);
    }

    /// <summary>Plays the user: runs xdotool, or skips the test that needs it.</summary>
    /// <returns>What it wrote.</returns>
    public static string Do(string arguments)
    {
        Process? tool = null;
        try
        {
            tool = Process.Start(new ProcessStartInfo("xdotool", arguments) { RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            SkipIf("xdotool is not installed");
        }

        string written = tool!.StandardOutput.ReadToEnd();
        tool.WaitForExit();
        Assert.True(tool.ExitCode == 0, $"xdotool {arguments} failed");
        tool.Dispose();
        return written.Trim();
    }

    private static void SkipIf(string? missing)
    {
        if (missing is not null && Devices.IsBuildServer)
        {
            Assert.Fail(missing);
        }

        Assert.SkipWhen(missing is not null, missing ?? "");
    }

    private static string? Start()
    {
        try
        {
            GlfwLibrary.Load();
            if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DISPLAY")))
            {
                StartServer();
            }
        }
        catch (UserException exception)
        {
            return exception.Message;
        }

        return null;
    }

    private static void StartServer()
    {
        server = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        string? number = server.StandardOutput.ReadLine();
        if (number is null)
        {
            throw new UserException("there is no display, and Xvfb is not installed");
        }

        // For GLFW, which reads the C library's variables, and for the processes that .NET starts.
        SetNative("DISPLAY", ":" + number, 1);
        UnsetNative("WAYLAND_DISPLAY");
        Environment.SetEnvironmentVariable("DISPLAY", ":" + number);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetNative(string name, string value, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnsetNative(string name);
}
