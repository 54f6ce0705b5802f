using GpuEcosystem.Engine;
using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer.Windowing;

/// <summary>Makes GLFW's windows with OpenGL 3.3, and says why one cannot be made.</summary>
internal static class WindowCreation
{
    private const string Needed = "the viewer needs OpenGL 3.3";

    /// <summary>
    /// Creates a window of a size in logical pixels, or smaller where the screen is. GLFW must have been started.
    /// </summary>
    /// <exception cref="UserException">There is no display, or its OpenGL is too old.</exception>
    public static nint Create(string title, int width, int height, bool visible)
    {
        Glfw.DefaultWindowHints();
        Glfw.WindowHint(Glfw.ContextVersionMajor, 3);
        Glfw.WindowHint(Glfw.ContextVersionMinor, 3);
        Glfw.WindowHint(Glfw.OpenGlProfile, Glfw.OpenGlCoreProfile);
        Glfw.WindowHint(Glfw.OpenGlForwardCompatible, Glfw.True);
        Glfw.WindowHint(Glfw.DepthBits, 0);
        Glfw.WindowHint(Glfw.StencilBits, 0);
        Glfw.WindowHint(Glfw.ScaleToMonitor, Glfw.True);

        // How large it is in the screen's units is known once it is there.
        Glfw.WindowHint(Glfw.Visible, Glfw.False);
        nint window = Glfw.CreateWindow(width, height, title, 0, 0);
        if (window != 0)
        {
            Monitors.Fit(window);
            if (visible)
            {
                Glfw.ShowWindow(window);
            }

            return window;
        }

        (int code, string text) = GlfwSession.LastError();
        throw code switch
        {
            Glfw.VersionUnavailable => new UserException($"{Needed}, and this display's driver has {OlderVersion() ?? text}"),
            Glfw.ApiUnavailable => new UserException($"{Needed}, and this display has none: {text}"),
            _ => GlfwSession.NoDisplay(text),
        };
    }

    // Any context at all tells what the driver can do.
    private static string? OlderVersion()
    {
        Glfw.DefaultWindowHints();
        Glfw.WindowHint(Glfw.Visible, Glfw.False);
        nint window = Glfw.CreateWindow(16, 16, "", 0, 0);
        if (window == 0)
        {
            return null;
        }

        Glfw.MakeContextCurrent(window);
        using GL gl = GL.GetApi(Glfw.GetProcAddress);
        string version = gl.GetStringS(StringName.Version);
        Glfw.DestroyWindow(window);
        return version;
    }
}
