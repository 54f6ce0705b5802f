using GpuEcosystem.Engine;
using GpuEcosystem.Viewer.Native;

namespace GpuEcosystem.Viewer.Windowing;

/// <summary>GLFW 3.3 or later, which opens windows and is the system's own.</summary>
internal static class GlfwLibrary
{
    /// <summary>What <see cref="Glfw"/> imports from.</summary>
    public const string Name = "glfw";

    /// <summary>Loads it, unless it is there.</summary>
    /// <exception cref="UserException">It is not installed, or too old.</exception>
    public static void Load()
    {
        if (!NativeLibraries.TryLoad(Name, Files))
        {
            throw new UserException($"the viewer needs GLFW 3.3, which is not installed: {Advice}");
        }

        Glfw.GetVersion(out int major, out int minor, out _);
        if (major != 3 || minor < 3)
        {
            throw new UserException($"the viewer needs GLFW 3.3, and {major}.{minor} is installed: {Advice}");
        }
    }

    private static string[] Files =>
        OperatingSystem.IsWindows() ? ["glfw3.dll"]
        : OperatingSystem.IsMacOS()
            ? ["libglfw.3.dylib", "/opt/homebrew/lib/libglfw.3.dylib", "/usr/local/lib/libglfw.3.dylib"]
        : ["libglfw.so.3", "libglfw.so"];

    private static string Advice =>
        OperatingSystem.IsWindows() ? "put glfw3.dll from glfw.org on the PATH"
        : OperatingSystem.IsMacOS() ? "brew install glfw"
        : File.Exists("/etc/fedora-release") ? "dnf install glfw"
        : File.Exists("/etc/debian_version") ? "apt-get install libglfw3"
        : "apt-get install libglfw3 on Debian and Ubuntu, dnf install glfw on Fedora";
}
