using System.Diagnostics;
using System.Drawing;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Sessions.Frames;
using GpuEcosystem.Viewer.Cards;
using GpuEcosystem.Viewer.OpenGl;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.Steering;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Windowing;
using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer;

/// <summary>A window on a living world.</summary>
public sealed class WorldViewer : IDisposable
{
    private const int InitialWidth = 1440;
    private const int InitialHeight = 900;

    // Where OpenGL does not wait for the screen although it should, this does.
    private static readonly TimeSpan ShortestFrame = TimeSpan.FromSeconds(1 / 61.0);

    // Numbers that change faster than this cannot be read.
    private static readonly TimeSpan PanelInterval = TimeSpan.FromMilliseconds(150);

    // Notices go away, and another window may have lain on this one.
    private static readonly TimeSpan LongestStill = TimeSpan.FromMilliseconds(250);

    private readonly ViewerOptions options;
    private readonly FrameExchange exchange = new();
    private readonly RateMeter frameRate = new();
    private readonly TexturedQuad quad;
    private readonly Sheet panelSheet;
    private readonly CardTable cards;
    private readonly InputRouter input;
    private Sight? lastSight;
    private long lastDrawing;
    private long lastFrame = Stopwatch.GetTimestamp();
    private long lastPanel;
    private bool isDisposed;

    private WorldViewer(
        Window window, ConfiguredWorld configured, Palette palette, ViewerOptions options, SessionOptions session)
    {
        this.options = options;
        Window = window;
        Window.FullScreen = options.FullScreen;
        quad = new TexturedQuad(Window.Gl);
        panelSheet = new Sheet(Window.Gl);
        World = new WorldSession(configured, session);
        Watcher = new FrameWatcher(new ViewRequest(LayerChoice.Default, palette), exchange);
        World.Join(Watcher, setsPace: true);
        NamedControls controls = new(World, ViewState.Person);
        State = new ViewState(palette) { World = options.World, ShowsWelcome = options.Welcome?.Invoke() == true };
        Picture = new WorldPicture(Window.Gl, configured.World.Device, exchange);
        Picture.MakeRoom(WindowSize);
        string device = $"{configured.World.Device.Description.Id}: {configured.World.Device.Description.Name}";
        string pixelPath = $"{Picture.Path}: {Picture.PathReason}";
        Panel = new SidePanel(
            State, controls, device, pixelPath, [new TerritoryPlot(), LinePlot.Entropy, LinePlot.Loss, new EventsList()]);
        input = new InputRouter(Window, State, Camera, controls, Panel);
        cards = new CardTable(Window.Gl, State, input.Keys, configured.World.Device.Description.Id, Picture.Path.ToString());
        Arrange();
        World.Start();
    }

    /// <summary>Opens a window on a world that is the window's own from then on.</summary>
    /// <param name="makeWorld">Makes the world, once there is a window to show it in.</param>
    /// <param name="palette">Colours of the species.</param>
    /// <param name="options">What the user wants of the window.</param>
    /// <param name="session">What is kept of the world, and where.</param>
    /// <exception cref="UserException">No window can be opened, or no such world made.</exception>
    public static WorldViewer Open(
        Func<ConfiguredWorld> makeWorld, Palette palette, ViewerOptions options, SessionOptions session)
    {
        Window window = Window.Open("GpuEcosystem", InitialWidth, InitialHeight, options.Vsync);
        ConfiguredWorld? world = null;
        try
        {
            using (Preparation preparation = new(window))
            {
                world = preparation.Show(makeWorld, left => left.Dispose());
            }

            return new WorldViewer(window, world, palette, options, session);
        }
        catch
        {
            world?.Dispose();
            window.Dispose();
            throw;
        }
    }

    /// <summary>Draws and steers until somebody closes the window.</summary>
    /// <exception cref="UserException">The last picture cannot be written.</exception>
    public ViewerReport Run(CancellationToken interruption)
    {
        long start = Stopwatch.GetTimestamp();
        while (!Window.CloseRequested && !interruption.IsCancellationRequested && Frames != options.Frames)
        {
            Frame();
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (options.Screenshot is string path)
        {
            SaveScreenshot(path);
        }

        World.Dispose();
        return new ViewerReport(
            Picture.Path.ToString(),
            Picture.PathReason,
            Window.Gl.GetStringS(StringName.Renderer),
            Frames,
            Frames / seconds,
            World.StepsTaken,
            World.StepsTaken / seconds,
            World.Snapshot.Death,
            World.Recipe);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isDisposed)
        {
            return;
        }

        isDisposed = true;
        World.Dispose();
        Picture.Dispose();
        cards.Dispose();
        panelSheet.Dispose();
        quad.Dispose();
        Window.Dispose();
    }

    /// <summary>How often the window was brought up to date; where nothing had changed it was not drawn anew.</summary>
    internal long Frames { get; private set; }

    internal Window Window { get; }

    internal WorldSession World { get; }

    internal FrameWatcher Watcher { get; }

    internal ViewState State { get; }

    internal Camera Camera { get; } = new();

    internal SidePanel Panel { get; }

    internal WorldPicture Picture { get; }

    /// <summary>What the keys mean.</summary>
    internal IReadOnlyList<ShortcutGroup> Keys => input.Keys;

    /// <summary>Where the panel lies in the window; empty while it is hidden.</summary>
    internal RectangleF PanelArea => input.PanelArea;

    /// <summary>Takes what the user did, draws what is new to be seen, and waits for the screen.</summary>
    internal void Frame()
    {
        Window.Poll();
        World.ThrowIfFailed();
        IReadOnlyList<InputEvent> events = Window.TakeEvents();
        foreach (InputEvent one in events)
        {
            input.Handle(one);
        }

        Arrange();
        bool hasPictures = Picture.TakeNews();
        if (hasPictures)
        {
            World.Poke();
        }

        // Where the CPU draws too, a frame like the last one would only take time from the world.
        Sight sight = new(WindowSize, World.Snapshot, World.Notice);
        if (hasPictures || events.Count > 0 || sight != lastSight || Stopwatch.GetElapsedTime(lastDrawing) > LongestStill)
        {
            (lastSight, lastDrawing) = (sight, Stopwatch.GetTimestamp());
            Draw();
            Window.Swap();
        }

        Frames++;
        frameRate.Tick();
        WaitForNextFrame();
    }

    /// <summary>Writes what the window shows.</summary>
    internal void SaveScreenshot(string path)
    {
        Draw();
        uint[] pixels = FramebufferPicture.Read(Window.Gl, WindowSize.Width, WindowSize.Height);
        AtomicFile.Write(
            path, stream => Imaging.Pictures.Picture.WritePng(stream, pixels, WindowSize.Width, WindowSize.Height));
    }

    private Size WindowSize => new(Window.FramebufferSize.Width, Window.FramebufferSize.Height);

    private Size Grid
    {
        get
        {
            Area all = State.World.AreaIn(World.Snapshot.Parameters);
            return new Size(all.Width, all.Height);
        }
    }

    // Camera and world's thread follow the window's size, the grid's size and what the user has chosen.
    private void Arrange()
    {
        Size size = WindowSize;
        if (size.Width == 0 || size.Height == 0)
        {
            Watcher.Show(new ViewRequest(State.Layer, State.Palette));
            return;
        }

        State.Limit(World.Snapshot.Parameters);
        float panelWidth = State.ShowsPanel ? Math.Min(size.Width, SidePanel.Width * Window.Scale) : 0;
        input.Scale = Window.Scale;
        input.PanelArea = new RectangleF(size.Width - panelWidth, 0, panelWidth, size.Height);
        float margin = Theme.Padding * Window.Scale;
        RectangleF free = new(margin, margin, size.Width - panelWidth - 2 * margin, size.Height - 2 * margin);
        Camera.Adapt(Grid, free is { Width: > 1, Height: > 1 } ? free : new RectangleF(0, 0, size.Width, size.Height));
        Picture.MakeRoom(size);
        PictureFrame? detail = Camera.FrameFor(size, exchange.Capacity, Picture.LongestSide, State.World);
        bool isWhole = detail is PictureFrame { Region: var region } && region.Width == Grid.Width && region.Height == Grid.Height;
        PictureFrame? overview = isWhole ? null : PictureFrame.Whole(World.Snapshot.Parameters, WorldPicture.OverviewSide, State.World);
        bool showsEncounters = State.ShowsPanel && Panel.ShowsEncounters;
        Watcher.Show(new ViewRequest(State.Layer, State.Palette, detail, overview, input.Pointed, showsEncounters));
    }

    private void Draw()
    {
        GL gl = Window.Gl;
        Size size = WindowSize;
        if (size.Width == 0 || size.Height == 0)
        {
            return;
        }

        gl.Viewport(0, 0, (uint)size.Width, (uint)size.Height);
        gl.ClearColor(Theme.Backdrop.Red / 255f, Theme.Backdrop.Green / 255f, Theme.Backdrop.Blue / 255f, 1);
        gl.Clear(ClearBufferMask.ColorBufferBit);
        Picture.Draw(quad, Camera, State, Grid, size, Window.Scale);
        if (State.Tool != Tool.Look && !PanelArea.Contains(input.Brush))
        {
            Picture.DrawBrush(Camera, State, input.Brush, Theme.Text, size, Window.Scale);
        }

        WorldSnapshot snapshot = World.Snapshot;
        UpdatePanel(snapshot);
        RectangleF free = new(0, 0, size.Width - PanelArea.Width, size.Height);
        cards.Draw(quad, snapshot, Watcher.Inspection, World.Notice, frameRate.PerSecond, free, size, Window.Scale);
        if (State.ShowsPanel)
        {
            DrawPanel(size);
        }

        cards.DrawOver(quad, free, size, Window.Scale);
    }

    // While it is hidden too: keys go by what it knows.
    private void UpdatePanel(WorldSnapshot snapshot)
    {
        if (Stopwatch.GetElapsedTime(lastPanel) >= PanelInterval)
        {
            lastPanel = Stopwatch.GetTimestamp();
            Panel.Update(snapshot, frameRate.PerSecond);
        }
    }

    private void DrawPanel(Size size)
    {
        int width = (int)PanelArea.Width;
        if (Panel.NeedsDrawing || (panelSheet.Width, panelSheet.Height) != (width, size.Height))
        {
            panelSheet.Paint(width, size.Height, Window.Scale, canvas => Panel.Draw(canvas, size.Height / Window.Scale));
        }

        panelSheet.Show(quad, PanelArea.X, PanelArea.Y, (size.Width, size.Height));
    }

    private void WaitForNextFrame()
    {
        TimeSpan left = ShortestFrame - Stopwatch.GetElapsedTime(lastFrame);
        if (Window.Vsync && left > TimeSpan.Zero)
        {
            Thread.Sleep(left);
        }

        lastFrame = Stopwatch.GetTimestamp();
    }

    /// <summary>What decides, beside pictures and events, what the window looks like.</summary>
    private sealed record Sight(Size Window, WorldSnapshot Snapshot, Notice? Notice);
}
