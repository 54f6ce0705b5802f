using System.Runtime.InteropServices;

namespace GpuEcosystem.Viewer.Windowing;

/// <summary>What the viewer calls of GLFW, as its manual describes it.</summary>
internal static unsafe partial class Glfw
{
    public const int True = 1;
    public const int False = 0;
    public const int Press = 1;
    public const int Repeat = 2;

    public const int Visible = 0x00020004;
    public const int DepthBits = 0x00021005;
    public const int StencilBits = 0x00021006;
    public const int ContextVersionMajor = 0x00022002;
    public const int ContextVersionMinor = 0x00022003;
    public const int OpenGlForwardCompatible = 0x00022006;
    public const int OpenGlProfile = 0x00022008;
    public const int OpenGlCoreProfile = 0x00032001;
    public const int ScaleToMonitor = 0x0002200C;

    public const int ApiUnavailable = 0x00010006;
    public const int VersionUnavailable = 0x00010007;

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetVersion")]
    public static partial void GetVersion(out int major, out int minor, out int revision);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwInit")]
    public static partial int Init();

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetError")]
    public static partial int GetError(out byte* description);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwDefaultWindowHints")]
    public static partial void DefaultWindowHints();

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwWindowHint")]
    public static partial void WindowHint(int hint, int value);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwCreateWindow", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint CreateWindow(int width, int height, string title, nint monitor, nint share);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwShowWindow")]
    public static partial void ShowWindow(nint window);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwHideWindow")]
    public static partial void HideWindow(nint window);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwDestroyWindow")]
    public static partial void DestroyWindow(nint window);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwMakeContextCurrent")]
    public static partial void MakeContextCurrent(nint window);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetProcAddress", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetProcAddress(string name);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSwapInterval")]
    public static partial void SwapInterval(int interval);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSwapBuffers")]
    public static partial void SwapBuffers(nint window);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwPollEvents")]
    public static partial void PollEvents();

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwWindowShouldClose")]
    public static partial int WindowShouldClose(nint window);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetWindowShouldClose")]
    public static partial void SetWindowShouldClose(nint window, int value);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetWindowTitle", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetWindowTitle(nint window, string title);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetWindowPos")]
    public static partial void GetWindowPosition(nint window, out int x, out int y);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetWindowSize")]
    public static partial void GetWindowSize(nint window, out int width, out int height);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetWindowPos")]
    public static partial void SetWindowPosition(nint window, int x, int y);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetWindowFrameSize")]
    public static partial void GetWindowFrameSize(nint window, out int left, out int top, out int right, out int bottom);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetWindowSize")]
    public static partial void SetWindowSize(nint window, int width, int height);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetFramebufferSize")]
    public static partial void GetFramebufferSize(nint window, out int width, out int height);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetWindowContentScale")]
    public static partial void GetWindowContentScale(nint window, out float x, out float y);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetWindowMonitor")]
    public static partial nint GetWindowMonitor(nint window);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetWindowMonitor")]
    public static partial void SetWindowMonitor(nint window, nint monitor, int x, int y, int width, int height, int refreshRate);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetMonitors")]
    public static partial nint* GetMonitors(out int count);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetPrimaryMonitor")]
    public static partial nint GetPrimaryMonitor();

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetMonitorWorkarea")]
    public static partial void GetMonitorWorkArea(nint monitor, out int x, out int y, out int width, out int height);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetMonitorPos")]
    public static partial void GetMonitorPosition(nint monitor, out int x, out int y);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetVideoMode")]
    public static partial VideoMode* GetVideoMode(nint monitor);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetKey")]
    public static partial int GetKey(nint window, int key);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetCursorPos")]
    public static partial void GetCursorPosition(nint window, out double x, out double y);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetWindowUserPointer")]
    public static partial void SetWindowUserPointer(nint window, nint pointer);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetWindowUserPointer")]
    public static partial nint GetWindowUserPointer(nint window);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetKeyCallback")]
    public static partial nint SetKeyCallback(nint window, delegate* unmanaged[Cdecl]<nint, int, int, int, int, void> callback);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetCharCallback")]
    public static partial nint SetCharacterCallback(nint window, delegate* unmanaged[Cdecl]<nint, uint, void> callback);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetCursorPosCallback")]
    public static partial nint SetCursorPositionCallback(nint window, delegate* unmanaged[Cdecl]<nint, double, double, void> callback);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetMouseButtonCallback")]
    public static partial nint SetMouseButtonCallback(nint window, delegate* unmanaged[Cdecl]<nint, int, int, int, void> callback);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetScrollCallback")]
    public static partial nint SetScrollCallback(nint window, delegate* unmanaged[Cdecl]<nint, double, double, void> callback);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwSetDropCallback")]
    public static partial nint SetDropCallback(nint window, delegate* unmanaged[Cdecl]<nint, int, byte**, void> callback);

    [LibraryImport(GlfwLibrary.Name, EntryPoint = "glfwGetClipboardString")]
    public static partial byte* GetClipboard(nint window);

    /// <summary>GLFWvidmode.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct VideoMode
    {
        public int Width;
        public int Height;
        public int RedBits;
        public int GreenBits;
        public int BlueBits;
        public int RefreshRate;
    }
}
