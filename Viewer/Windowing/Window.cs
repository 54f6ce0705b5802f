using System.Drawing;
using System.Runtime.InteropServices;
using GpuEcosystem.Engine;
using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer.Windowing;

/// <summary>
/// A window with an OpenGL 3.3 core context, which is current on the thread that opened it last. Used on that thread alone.
/// </summary>
internal sealed class Window : IDisposable
{
    private readonly nint handle;
    private readonly WindowInput input;
    private Rectangle placeBeforeFullScreen;
    private bool vsync;

    private Window(nint handle)
    {
        this.handle = handle;
        input = new WindowInput(handle);
        MakeCurrent();
        Gl = GL.GetApi(GetProcAddress);
    }

    /// <summary>OpenGL's functions in this window's context.</summary>
    public GL Gl { get; }

    /// <summary>The size in pixels; 0 by 0 while the window is minimised.</summary>
    public (int Width, int Height) FramebufferSize
    {
        get
        {
            Glfw.GetFramebufferSize(handle, out int width, out int height);
            return (width, height);
        }
    }

    /// <summary>Pixels of the framebuffer for one logical pixel.</summary>
    public float Scale
    {
        get
        {
            Glfw.GetWindowContentScale(handle, out float scale, out _);
            return scale;
        }
    }

    /// <summary>Whether the user wants the window closed.</summary>
    public bool CloseRequested
    {
        get => Glfw.WindowShouldClose(handle) == Glfw.True;
        set => Glfw.SetWindowShouldClose(handle, value ? Glfw.True : Glfw.False);
    }

    /// <summary>Takes the window from the screen.</summary>
    public void Hide() => Glfw.HideWindow(handle);

    /// <summary>Whether <see cref="Swap"/> waits for the screen. Setting it makes the context current.</summary>
    public bool Vsync
    {
        get => vsync;
        set
        {
            vsync = value;
            MakeCurrent();
            Glfw.SwapInterval(value ? 1 : 0);
        }
    }

    /// <summary>Whether the window fills the monitor that most of it is on. Setting it makes the context current.</summary>
    public bool FullScreen
    {
        get => Glfw.GetWindowMonitor(handle) != 0;
        set
        {
            if (value == FullScreen)
            {
                return;
            }

            if (value)
            {
                placeBeforeFullScreen = Monitors.PlaceOf(handle);
                Monitors.Fill(handle);
            }
            else
            {
                Monitors.Put(handle, placeBeforeFullScreen);
            }

            // Some drivers forget it.
            Vsync = vsync;
        }
    }

    /// <summary>What the window's frame says.</summary>
    public string Title
    {
        set => Glfw.SetWindowTitle(handle, value);
    }

    /// <summary>The text on the clipboard; empty if there is none.</summary>
    public unsafe string Clipboard => Marshal.PtrToStringUTF8((nint)Glfw.GetClipboard(handle)) ?? "";

    /// <summary>Opens a window, which is smaller than asked for where the screen has less room.</summary>
    /// <param name="title">What its frame says.</param>
    /// <param name="width">Width in logical pixels.</param>
    /// <param name="height">Height in logical pixels.</param>
    /// <param name="vsync">Whether <see cref="Swap"/> waits for the screen.</param>
    /// <param name="visible">Whether it shows.</param>
    /// <exception cref="UserException">GLFW, a display or OpenGL 3.3 is missing.</exception>
    public static Window Open(string title, int width, int height, bool vsync, bool visible = true)
    {
        GlfwSession.Start();
        return new Window(WindowCreation.Create(title, width, height, visible)) { Vsync = vsync };
    }

    /// <summary>Where one of OpenGL's functions is.</summary>
    public nint GetProcAddress(string name) => Glfw.GetProcAddress(name);

    /// <summary>Makes OpenGL's calls on this thread go to this window. Only programs with several windows need it.</summary>
    public void MakeCurrent() => Glfw.MakeContextCurrent(handle);

    /// <summary>Gathers what has happened.</summary>
    public void Poll() => Glfw.PollEvents();

    /// <summary>Shows what was drawn.</summary>
    public void Swap() => Glfw.SwapBuffers(handle);

    /// <summary>Changes the size, in the system's units.</summary>
    public void Resize(int width, int height) => Glfw.SetWindowSize(handle, width, height);

    /// <summary>What the user has done since the last call, in order.</summary>
    public IReadOnlyList<InputEvent> TakeEvents() => input.Take();

    /// <summary>Adds an event as if the user had caused it.</summary>
    public void Post(InputEvent happened) => input.Add(happened);

    /// <inheritdoc/>
    public void Dispose()
    {
        Gl.Dispose();
        Glfw.DestroyWindow(handle);
        input.Dispose();
    }
}
