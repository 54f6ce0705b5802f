using System.Drawing;

namespace GpuEcosystem.Viewer.Windowing;

/// <summary>Places windows on monitors; all rectangles are in the system's units.</summary>
internal static unsafe class Monitors
{
    /// <summary>Where a window is.</summary>
    public static Rectangle PlaceOf(nint window)
    {
        Glfw.GetWindowPosition(window, out int x, out int y);
        Glfw.GetWindowSize(window, out int width, out int height);
        return new Rectangle(x, y, width, height);
    }

    /// <summary>Puts a window in a place, not in full screen.</summary>
    public static void Put(nint window, Rectangle place) =>
        Glfw.SetWindowMonitor(window, 0, place.X, place.Y, place.Width, place.Height, 0);

    /// <summary>Lets a window fill the monitor that most of it is on, in the mode that the monitor is in.</summary>
    public static void Fill(nint window)
    {
        Rectangle place = PlaceOf(window);
        nint* monitors = Glfw.GetMonitors(out int count);
        nint best = 0;
        int bestArea = -1;
        for (int i = 0; i < count; i++)
        {
            Rectangle shared = Rectangle.Intersect(place, AreaOf(monitors[i]));
            int area = shared.Width * shared.Height;
            if (area > bestArea)
            {
                best = monitors[i];
                bestArea = area;
            }
        }

        if (best != 0)
        {
            Glfw.VideoMode* mode = Glfw.GetVideoMode(best);
            Glfw.SetWindowMonitor(window, best, 0, 0, mode->Width, mode->Height, mode->RefreshRate);
        }
    }

    private static Rectangle AreaOf(nint monitor)
    {
        Glfw.GetMonitorPosition(monitor, out int x, out int y);
        Glfw.VideoMode* mode = Glfw.GetVideoMode(monitor);
        return mode is null ? Rectangle.Empty : new Rectangle(x, y, mode->Width, mode->Height);
    }
}
