using System.Diagnostics;
using GpuEcosystem.Viewer.OpenGl;
using GpuEcosystem.Viewer.Windowing;
using Silk.NET.OpenGL;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>Windows open, change their size, wait and close.</summary>
[Collection(ViewerCollection.Name)]
public class WindowTests
{
    [Fact]
    public void A_window_has_OpenGL_3_3()
    {
        using Window window = VirtualDisplay.Open("a window", 320, 200);
        int major = window.Gl.GetInteger(GetPName.MajorVersion);
        int minor = window.Gl.GetInteger(GetPName.MinorVersion);
        Assert.True(major * 10 + minor >= 33, $"{major}.{minor}");
        Assert.NotEqual(0, window.GetProcAddress("glDrawArrays"));
        Assert.False(window.CloseRequested);
        window.CloseRequested = true;
        Assert.True(window.CloseRequested);
    }

    /// <summary>A hidden one too, and drawing into it.</summary>
    [Fact]
    public void What_is_drawn_can_be_read()
    {
        using Window window = VirtualDisplay.Open("hidden", 64, 48, visible: false);
        window.Gl.ClearColor(1, 0.2f, 0, 0);
        window.Gl.Clear(ClearBufferMask.ColorBufferBit);
        (int width, int height) = window.FramebufferSize;
        Assert.Equal((int)MathF.Round(64 * window.Scale), width);
        Assert.All(FramebufferPicture.Read(window.Gl, width, height), pixel => Assert.Equal(0xff0033ffu, pixel));
        window.Swap();
    }

    [Fact]
    public void Events_arrive_in_order()
    {
        using Window window = VirtualDisplay.Open("events", 64, 48, visible: false);
        InputEvent[] events =
        [
            new PointerMoved(1, 2),
            new PointerPressed(PointerButton.Left, 1, 2, Modifiers.None),
            new PointerReleased(PointerButton.Left, 1, 2),
            new KeyPressed(Key.Space, Modifiers.Shift),
            new CharacterTyped("ä"),
        ];
        Assert.Empty(window.TakeEvents());
        foreach (InputEvent happened in events)
        {
            window.Post(happened);
        }

        window.Poll();
        Assert.Equal(events, window.TakeEvents());
        Assert.Empty(window.TakeEvents());
    }

    [Fact]
    public void A_window_changes_its_size()
    {
        using Window window = VirtualDisplay.Open("sizes", 320, 200);
        window.Resize(500, 300);
        WaitForSize(window, (500, 300));
        window.Gl.ClearColor(0, 1, 0, 1);
        window.Gl.Clear(ClearBufferMask.ColorBufferBit);
        window.Swap();
    }

    /// <summary>What a screen has no room for would be out of reach.</summary>
    [Theory]
    [InlineData(4000, 3000)]
    [InlineData(4000, 200)]
    [InlineData(300, 3000)]
    public void A_window_fits_its_screen(int width, int height)
    {
        using Window window = VirtualDisplay.Open("large", width, height);
        int[] screen = [.. VirtualDisplay.Do("getdisplaygeometry").Split(' ').Select(int.Parse)];
        WaitFor(window, () => window.FramebufferSize.Width <= screen[0] && window.FramebufferSize.Height <= screen[1]);
        string place = VirtualDisplay.Do("search --name ^large$ getwindowgeometry --shell %1");
        int Number(string name) => int.Parse(place.Split('\n').First(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..]);
        Assert.InRange(Number("X"), 0, screen[0] - Number("WIDTH"));
        Assert.InRange(Number("Y"), 0, screen[1] - Number("HEIGHT"));
        Assert.InRange(Number("WIDTH"), Math.Min(width, screen[0]) - 64, screen[0]);
        Assert.InRange(Number("HEIGHT"), Math.Min(height, screen[1]) - 64, screen[1]);
    }

    [Fact]
    public void Full_screen_and_back()
    {
        using Window window = VirtualDisplay.Open("full screen", 320, 200);
        (int Width, int Height) small = window.FramebufferSize;
        Assert.False(window.FullScreen);
        window.FullScreen = true;
        Assert.True(window.FullScreen);
        WaitFor(window, () => window.FramebufferSize.Width > small.Width);
        window.Swap();
        window.FullScreen = false;
        Assert.False(window.FullScreen);
        WaitForSize(window, small);
    }

    /// <summary>Each has its own OpenGL context and its own events.</summary>
    [Fact]
    public void Two_windows_at_once()
    {
        using Window first = VirtualDisplay.Open("first", 40, 30);
        using (Window second = VirtualDisplay.Open("second", 50, 30))
        {
            first.MakeCurrent();
            first.Gl.ClearColor(1, 0, 0, 1);
            first.Gl.Clear(ClearBufferMask.ColorBufferBit);
            second.MakeCurrent();
            second.Gl.ClearColor(0, 0, 1, 1);
            second.Gl.Clear(ClearBufferMask.ColorBufferBit);
            Assert.Equal(0xffff0000u, FramebufferPicture.Read(second.Gl, 1, 1)[0]);
            second.Post(new PointerMoved(1, 1));
            Assert.DoesNotContain(new PointerMoved(1, 1), first.TakeEvents());
        }

        first.MakeCurrent();
        Assert.Equal(0xff0000ffu, FramebufferPicture.Read(first.Gl, 1, 1)[0]);
    }

    /// <summary>One after the other, each on its own thread.</summary>
    [Fact]
    public void Threads_take_turns()
    {
        VirtualDisplay.Require();
        for (int i = 0; i < 3; i++)
        {
            Exception? failure = null;
            Thread thread = new(() => failure = Record.Exception(What_is_drawn_can_be_read));
            thread.Start();
            thread.Join();
            Assert.Null(failure);
        }
    }

    private static void WaitForSize(Window window, (int Width, int Height) size) =>
        WaitFor(window, () => window.FramebufferSize == size);

    private static void WaitFor(Window window, Func<bool> holds)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"the framebuffer stays {window.FramebufferSize}");
            window.Poll();
            Thread.Sleep(5);
        }
    }
}
