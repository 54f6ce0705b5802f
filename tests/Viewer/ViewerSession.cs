using System.Diagnostics;
using System.Drawing;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>A viewer on a small world, driven frame by frame by a test.</summary>
internal sealed class ViewerSession : IDisposable
{
    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();

    public ViewerSession(string device = "cpu", EcosystemParameters? parameters = null, RunConfiguration? configuration = null)
        : this(new Recipe(configuration ?? RunConfiguration.Default with { Parameters = parameters ?? Small }, []), device)
    {
    }

    public ViewerSession(Recipe recipe, string device = "cpu")
        : this(() => new ConfiguredWorld(Devices.Open(device), recipe))
    {
    }

    public ViewerSession(Func<ConfiguredWorld> makeWorld, long autosaveInterval = 0)
    {
        VirtualDisplay.Require();
        SessionOptions options = new(folder.Path, autosaveInterval, AutosaveFolder);
        Viewer = WorldViewer.Open(makeWorld, Palette.Find("vivid"), new ViewerOptions(), options);
        UntilDrawn();
    }

    /// <summary>Three quick species on 48 x 40 cells.</summary>
    public static EcosystemParameters Small { get; } = EcosystemParameters.Default with
    {
        Species = 3,
        GridWidth = 48,
        GridHeight = 40,
        StateChannels = 8,
        HiddenChannels = 1,
        NetworkWidth = 8,
        NetworkDepth = 1,
        SeedsPerSpecies = 20,
    };

    public WorldViewer Viewer { get; }

    /// <summary>Where checkpoints go.</summary>
    public string Folder => folder.Path;

    /// <summary>Where autosaves go.</summary>
    public string AutosaveFolder => folder["autosave"];

    /// <summary>Draws frames until something is so.</summary>
    public void Until(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < longestWait, $"not in {longestWait.TotalSeconds} s: {what}");
            Viewer.Frame();
        }
    }

    /// <summary>Draws a number of frames.</summary>
    public void Frames(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Viewer.Frame();
        }
    }

    /// <summary>What the world itself says, while the window goes on drawing.</summary>
    public T Ask<T>(Func<World, T> question)
    {
        Task<T> answer = Viewer.World.Ask(world => question(world.World));
        Until(() => answer.IsCompleted, "an answer");
        return answer.GetAwaiter().GetResult();
    }

    /// <summary>Asks the world for a parameter's value, such as <c>Species=5</c>.</summary>
    public void Assign(string assignment) =>
        Viewer.World.Send(new Act(new ChangeParameters([EcosystemCatalogue.Instance.Parse(assignment)])));

    /// <summary>Stops the world, and waits until what it is now is what the window shows.</summary>
    public void Pause()
    {
        if (!Viewer.World.Snapshot.IsPaused)
        {
            Press(Key.Space);
        }

        Until(() => Viewer.World.Snapshot.IsPaused, "a pause");
        UntilDrawn();
    }

    /// <summary>Ends the world, and says how it came to be what it was.</summary>
    public Recipe? End()
    {
        Viewer.World.Dispose();
        return Viewer.World.Recipe;
    }

    /// <summary>Waits until the window shows the world's present state as it is wanted now.</summary>
    public void UntilDrawn()
    {
        Viewer.Frame();
        long step = Ask(world => world.StepNumber);
        Until(
            () => Viewer.Picture.Detail is { } detail && detail.Step >= step
                && (detail.Layer, detail.Palette, detail.Picture.World) == (Viewer.State.Layer, Viewer.State.Palette, Viewer.State.World),
            "a picture");

        // What had been drawn before the last change may have come first.
        Frames(4);
    }

    /// <summary>Presses a key as if the system had said so.</summary>
    public void Press(Key key, Modifiers modifiers = Modifiers.None)
    {
        Viewer.Window.Post(new KeyPressed(key, modifiers));
        Viewer.Frame();
    }

    /// <summary>Types into whatever has the focus.</summary>
    public void Type(string text)
    {
        foreach (char letter in text)
        {
            Viewer.Window.Post(new KeyPressed(Key.Unknown, Modifiers.None));
            Viewer.Window.Post(new CharacterTyped(letter.ToString()));
        }

        Viewer.Frame();
    }

    /// <summary>Presses the left mouse button at the first place, goes through the others, and lets go at the last.</summary>
    public void Drag(params PointF[] places)
    {
        Viewer.Window.Post(new PointerPressed(PointerButton.Left, places[0].X, places[0].Y, Modifiers.None));
        foreach (PointF place in places)
        {
            Viewer.Window.Post(new PointerMoved(place.X, place.Y));
            Viewer.Frame();
        }

        Viewer.Window.Post(new PointerReleased(PointerButton.Left, places[^1].X, places[^1].Y));
        Viewer.Frame();
    }

    /// <summary>The middle of a cell in the window.</summary>
    public PointF Cell(int x, int y) => Viewer.Camera.ToWindow(x + 0.5, y + 0.5);

    /// <summary>The middle of one of the panel's widgets in the window; the panel is scrolled until it is there.</summary>
    public PointF Widget(string name)
    {
        float scale = Viewer.Window.Scale;
        RectangleF panel = Viewer.PanelArea;
        for (int turn = 0; turn < 200; turn++)
        {
            foreach ((string widget, SkiaSharp.SKRect area) in Viewer.Panel.HitAreas)
            {
                if (widget == name && area.Top >= 0 && area.Bottom * scale <= panel.Height)
                {
                    return new PointF(panel.X + area.MidX * scale, panel.Y + area.MidY * scale);
                }
            }

            Viewer.Window.Post(new WheelTurned(turn < 100 ? -2 : 2, panel.X + 4, panel.Height - 30, Modifiers.None));
            Viewer.Frame();
        }

        throw new InvalidOperationException($"the panel has no '{name}'");
    }

    /// <summary>Clicks on one of the panel's widgets.</summary>
    public void Click(string widget) => Drag(Widget(widget));

    /// <summary>The window's pixels, RGBA8, <c>[y][x]</c>.</summary>
    public uint[] Pixels()
    {
        (int width, int height) = Viewer.Window.FramebufferSize;
        return GpuEcosystem.Viewer.OpenGl.FramebufferPicture.Read(Viewer.Window.Gl, width, height);
    }

    /// <summary>Every cell that is to be seen has, in its middle, the colour that the engine gives it.</summary>
    /// <returns>How many cells that were.</returns>
    public int AssertCellsAreRight()
    {
        uint[] expected = Ask(world => world.ReadPicture(
            Viewer.State.Layer,
            Viewer.State.Palette,
            new PictureFrame(new Area(0, 0, world.Parameters.GridWidth, world.Parameters.GridHeight), 1)));
        int gridWidth = Viewer.World.Snapshot.Parameters.GridWidth;
        int gridHeight = Viewer.World.Snapshot.Parameters.GridHeight;
        uint[] pixels = Pixels();
        (int width, int height) = Viewer.Window.FramebufferSize;
        int seen = 0;
        for (int y = 0; y < gridHeight; y++)
        {
            for (int x = 0; x < gridWidth; x++)
            {
                PointF place = Cell(x, y);
                if (place.X < 0 || place.Y < 0 || place.X >= width - Viewer.PanelArea.Width || place.Y >= height)
                {
                    continue;
                }

                uint pixel = pixels[(int)place.Y * width + (int)place.X];
                Assert.True(
                    pixel == expected[y * gridWidth + x],
                    $"cell {x}, {y} is {pixel:x8} in the window and {expected[y * gridWidth + x]:x8} in the world");
                seen++;
            }
        }

        return seen;
    }

    public void Dispose()
    {
        Viewer.Dispose();
        folder.Dispose();
    }
}
