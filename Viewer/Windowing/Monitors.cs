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

    /// <summary>
    /// Makes a window that has not been shown yet, with its frame, no larger than what task bars leave of the primary monitor;
    /// one that had been larger stands in the middle.
    /// </summary>
    public static void Fit(nint window)
    {
        nint monitor = Glfw.GetPrimaryMonitor();
        if (monitor == 0)
        {
            return;
        }

        Glfw.GetMonitorWorkArea(monitor, out int x, out int y, out int width, out int height);
        Glfw.GetWindowFrameSize(window, out int left, out int top, out int right, out int bottom);
        Rectangle free = new(x + left, y + top, width - left - right, height - top - bottom);
        Size wanted = PlaceOf(window).Size;
        Size fitting = new(Math.Min(wanted.Width, free.Width), Math.Min(wanted.Height, free.Height));
        if (fitting != wanted && fitting is { Width: > 0, Height: > 0 })
        {
            Glfw.SetWindowSize(window, fitting.Width, fitting.Height);
            Glfw.SetWindowPosition(
                window, free.X + (free.Width - fitting.Width) / 2, free.Y + (free.Height - fitting.Height) / 2);
        }
    }

    private static Rectangle AreaOf(nint monitor)
    {
        Glfw.GetMonitorPosition(monitor, out int x, out int y);
        Glfw.VideoMode* mode = Glfw.GetVideoMode(monitor);
        return mode is null ? Rectangle.Empty : new Rectangle(x, y, mode->Width, mode->Height);
    }
}
