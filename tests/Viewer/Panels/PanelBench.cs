using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Tests.Viewer.Panels;

/// <summary>A side panel over a world that is not there, and what a person would do to it.</summary>
internal sealed class PanelBench : IDisposable
{
    private readonly SKSurface surface;
    private readonly float height;

    public PanelBench(
        float height = 1000,
        WorldParameters? parameters = null,
        params IReadOnlyList<IPanelSection> plots)
    {
        this.height = height;
        surface = SKSurface.Create(new SKImageInfo((int)SidePanel.Width, (int)height));
        Controls.Wanted = parameters ?? EcosystemParameters.Default;
        Panel = new SidePanel(State, Controls, "NVIDIA H100 80GB HBM3 (cuda)", "pixels stay on the device", plots);
        Show();
    }

    public ViewState State { get; } = new(Palette.Find("vivid"));

    public FakeControls Controls { get; } = new();

    public SidePanel Panel { get; }

    /// <summary>A snapshot in which species n holds n parts of the grid.</summary>
    public static WorldSnapshot Snapshot(WorldParameters parameters, bool isPaused = false, string? death = null)
    {
        int entities = parameters.Species + 1;
        double cells = (double)parameters.GridWidth * parameters.GridHeight;
        int parts = entities * (entities + 1) / 2;
        long[] territory = [.. Enumerable.Range(1, entities).Select(n => (long)(cells * n / parts))];
        float[] populations = [.. territory.Select(count => 0.9f * count)];
        int[] respawns = new int[parameters.Species];
        Metrics metrics = new(12345, populations, territory, 1.5f, 0.9f, 0.25f, 0.5f, 0.01f, respawns, null, null, null)
        {
            Networks = [.. Enumerable.Repeat(new NetworkSize(29600, 29600), parameters.Species)],
        };
        return new WorldSnapshot(parameters, metrics, isPaused ? 0 : 144, isPaused, Pace.Default, [], [], "run1", [], death, IsReplay: false);
    }

    /// <summary>Whether anything that was last drawn has a colour.</summary>
    public bool Shows(SKColor color) => Shows(color, new SKRect(0, 0, SidePanel.Width, height));

    /// <summary>Whether anything that was last drawn in a place has a colour.</summary>
    public bool Shows(SKColor color, SKRect place)
    {
        using SKImage picture = surface.Snapshot();
        using SKPixmap pixels = picture.PeekPixels();
        int width = pixels.Width;
        return Enumerable.Range(0, width * pixels.Height)
            .Any(i => place.Contains(i % width, i / width) && pixels.GetPixelColor(i % width, i / width) == color);
    }

    /// <summary>Tells the panel the news, and draws it.</summary>
    public void Show(WorldSnapshot? snapshot = null)
    {
        Panel.Update(snapshot ?? Snapshot(Controls.Wanted), 60);
        Draw();
    }

    public void Draw()
    {
        surface.Canvas.Clear();
        Panel.Draw(surface.Canvas, height);
    }

    /// <summary>The names of all widgets that show.</summary>
    public string[] Names() => [.. Panel.HitAreas.Select(area => area.Name)];

    /// <summary>Where a widget is.</summary>
    public SKRect Area(string name) => Panel.HitAreas.First(area => area.Name == name).Area;

    /// <summary>Clicks a widget at a place between its left (0) and its right (1).</summary>
    public void Click(string name, float place = 0.5f)
    {
        SKRect area = Area(name);
        float x = area.Left + place * area.Width;
        Panel.Handle(new PointerMoved(x, area.MidY));
        Panel.Handle(new PointerPressed(PointerButton.Left, x, area.MidY, Modifiers.None));
        Panel.Handle(new PointerReleased(PointerButton.Left, x, area.MidY));
        Show();
    }

    public bool Press(Key key, Modifiers modifiers = Modifiers.None)
    {
        bool taken = Panel.Handle(new KeyPressed(key, modifiers));
        Show();
        return taken;
    }

    public void Type(string text)
    {
        foreach (char letter in text)
        {
            Panel.Handle(new CharacterTyped(letter.ToString()));
        }

        Show();
    }

    /// <summary>Looks for parameters, and leaves the search.</summary>
    public void Search(string text)
    {
        Panel.FocusSearch();
        Type("/" + text);
        Press(Key.Enter);
    }

    /// <summary>Presses Tab until a widget has the focus.</summary>
    public void TabTo(string name)
    {
        for (int i = 0; i < 500; i++)
        {
            Press(Key.Tab);
            if (Panel.FocusedName == name)
            {
                return;
            }
        }

        throw new InvalidOperationException($"Tab does not lead to {name}.");
    }

    public void Dispose() => surface.Dispose();
}
