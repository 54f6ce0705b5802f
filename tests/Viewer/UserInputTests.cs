using System.Diagnostics;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>What a user does reaches the window through the system.</summary>
[Collection(ViewerCollection.Name)]
public class UserInputTests
{
    [Fact]
    public void Keys()
    {
        using Window window = OpenFocused("typing");
        VirtualDisplay.Do("key a shift+Right F1 plus");
        List<InputEvent> events = WaitFor(window, happened => happened is CharacterTyped { Text: "+" });
        Assert.Contains(new KeyPressed(Key.A, Modifiers.None), events);
        Assert.Contains(new CharacterTyped("a"), events);
        Assert.Contains(new KeyPressed(Key.Right, Modifiers.Shift), events);
        Assert.Contains(new KeyPressed(Key.F1, Modifiers.None), events);
        Assert.Equal(Key.A, events.OfType<KeyPressed>().First().Key);
    }

    [Fact]
    public void A_key_without_a_meaning_is_unknown()
    {
        using Window window = OpenFocused("unknown key");
        VirtualDisplay.Do("key F7");
        Assert.Contains(
            new KeyPressed(Key.Unknown, Modifiers.None), WaitFor(window, happened => happened is KeyPressed));
    }

    [Fact]
    public void The_pointer()
    {
        using Window window = OpenFocused("pointing");
        VirtualDisplay.Do($"mousemove --sync --window {Find("pointing")} 30 40 mousemove --window {Find("pointing")} 101 57 click 1 click 3");
        List<InputEvent> events = WaitFor(window, happened => happened is PointerReleased { Button: PointerButton.Right });
        float scale = window.FramebufferSize.Width / 320f;
        (float x, float y) = (101 * scale, 57 * scale);
        int moved = events.IndexOf(new PointerMoved(x, y));
        int pressed = events.IndexOf(new PointerPressed(PointerButton.Left, x, y, Modifiers.None));
        int released = events.IndexOf(new PointerReleased(PointerButton.Left, x, y));
        int right = events.IndexOf(new PointerPressed(PointerButton.Right, x, y, Modifiers.None));
        Assert.True(0 <= moved && moved < pressed && pressed < released && released < right, string.Join("; ", events));
    }

    [Fact]
    public void The_wheel()
    {
        using Window window = OpenFocused("turning");
        VirtualDisplay.Do($"mousemove --window {Find("turning")} 20 25 click 4 keydown ctrl click 5 keyup ctrl");
        List<InputEvent> events = WaitFor(window, happened => happened is WheelTurned { Notches: < 0 });
        float scale = window.FramebufferSize.Width / 320f;
        Assert.Equal(
            [
                new WheelTurned(1, 20 * scale, 25 * scale, Modifiers.None),
                new WheelTurned(-1, 20 * scale, 25 * scale, Modifiers.Control),
            ],
            events.OfType<WheelTurned>());
    }

    // No window manager runs, so nobody else gives the focus.
    private static Window OpenFocused(string title)
    {
        Window window = VirtualDisplay.Open(title, 320, 200);
        window.Swap();
        window.Poll();
        VirtualDisplay.Do($"windowfocus --sync {Find(title)}");
        window.Poll();
        window.TakeEvents();
        return window;
    }

    private static string Find(string title) => VirtualDisplay.Do($"search --sync --onlyvisible --name ^{title.Replace(' ', '.')}$");

    private static List<InputEvent> WaitFor(Window window, Predicate<InputEvent> last)
    {
        List<InputEvent> events = [];
        Stopwatch watch = Stopwatch.StartNew();
        while (!events.Exists(last))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "only came: " + string.Join("; ", events));
            window.Poll();
            Thread.Sleep(5);
            events.AddRange(window.TakeEvents());
        }

        return events;
    }
}
