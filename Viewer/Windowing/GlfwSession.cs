using System.Runtime.InteropServices;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Viewer.Windowing;

/// <summary>
/// GLFW, started once and until the process ends: the system's OpenGL libraries do not bear being loaded and unloaded with
/// every window (Mesa's run out of keys for thread-local storage after some two hundred times).
/// </summary>
internal static unsafe class GlfwSession
{
    private static readonly Lock gate = new();
    private static bool isStarted;

    /// <summary>Starts GLFW unless it has been.</summary>
    /// <exception cref="UserException">GLFW is missing, or there is no display.</exception>
    public static void Start()
    {
        lock (gate)
        {
            GlfwLibrary.Load();
            if (!isStarted && Glfw.Init() == Glfw.False)
            {
                throw NoDisplay(LastError().Text);
            }

            isStarted = true;
        }
    }

    /// <summary>What GLFW last complained about, and forgets.</summary>
    public static (int Code, string Text) LastError()
    {
        int code = Glfw.GetError(out byte* description);
        return (code, Marshal.PtrToStringUTF8((nint)description) ?? "");
    }

    /// <summary>Says that no window can be opened.</summary>
    /// <param name="cause">What GLFW says.</param>
    public static UserException NoDisplay(string cause) => new(
        $"there is no display to open a window on ({cause}); 'gpueco run' steps a world without one");
}
