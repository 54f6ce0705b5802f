using System.Drawing;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Windowing;

namespace GpuEcosystem.Viewer.Steering;

/// <summary>Takes what the user does to where it belongs: the panel, the camera, a tool or a key's action.</summary>
internal sealed class InputRouter
{
    private const double ZoomPerNotch = 1.2;
    private const float BrushPerNotch = 1.2f;

    private readonly Window window;
    private readonly ViewState state;
    private readonly Camera camera;
    private readonly IWorldControls world;
    private readonly SidePanel panel;
    private readonly Shortcuts shortcuts;
    private Holding holding;
    private PointF pointer;
    private PointF strokeEnd;
    private bool pointerLeads;
    private bool characterIsSpent;

    public InputRouter(Window window, ViewState state, Camera camera, IWorldControls world, SidePanel panel)
    {
        this.window = window;
        this.state = state;
        this.camera = camera;
        this.world = world;
        this.panel = panel;
        shortcuts = new Shortcuts(window, state, camera, world, panel, UseTool);
    }

    /// <summary>What the keys mean.</summary>
    public IReadOnlyList<ShortcutGroup> Keys => shortcuts.Groups;

    /// <summary>Where the panel lies in the window; empty while it is hidden.</summary>
    public RectangleF PanelArea { get; set; }

    /// <summary>Pixels of the framebuffer to one of the panel.</summary>
    public float Scale { get; set; } = 1;

    /// <summary>Where a tool works: at the pointer, or in the middle of the view for those who use keys.</summary>
    public PointF Brush => pointerLeads ? pointer : camera.Middle;

    /// <summary>The cell that is inspected.</summary>
    public (int X, int Y)? Pointed => state.ShowsInspector && state.ShowsFirst ? camera.CellAt(Brush) : null;

    /// <summary>Takes an event where it belongs.</summary>
    public void Handle(InputEvent input)
    {
        // Shift alone is on its way to another key.
        state.ShowsWelcome &= input is not (PointerPressed or KeyPressed { Key: not Key.Unknown });
        switch (input)
        {
            case KeyPressed pressed:
                Press(pressed);
                break;
            case CharacterTyped when characterIsSpent:
                characterIsSpent = false;
                break;
            case CharacterTyped:
                panel.Handle(input);
                break;
            case PointerMoved moved:
                Move(new PointF(moved.X, moved.Y));
                break;
            case PointerPressed pressed:
                Press(pressed);
                break;
            case PointerReleased released:
                Release(released);
                break;
            case WheelTurned turned:
                Turn(turned);
                break;
            case FileDropped dropped:
                world.Send(new OpenWorld(dropped.Path));
                break;
        }
    }

    private void Press(KeyPressed pressed)
    {
        // The character that the key makes comes next; the one of a key that opens a text field is not meant for it.
        characterIsSpent = !panel.IsTyping;
        if (panel.IsTyping && pressed is { Key: Key.V, Modifiers: Modifiers.Control or Modifiers.Super })
        {
            panel.Handle(new CharacterTyped(window.Clipboard));
            return;
        }

        bool forPanel = state.ShowsPanel && (panel.IsTyping || panel.HasFocus || pressed.Key == Key.Tab);
        if (forPanel && panel.Handle(pressed))
        {
            return;
        }

        if (pressed.Key is Key.Left or Key.Right or Key.Up or Key.Down or Key.Home)
        {
            pointerLeads = false;
        }

        shortcuts.Handle(pressed);
    }

    private void Move(PointF place)
    {
        PointF before = pointer;
        pointer = place;
        pointerLeads = !IsOverPanel(place);
        switch (holding)
        {
            case Holding.View:
                camera.Pan(place.X - before.X, place.Y - before.Y);
                break;
            case Holding.Brush:
                DrawTo(place, begins: false);
                break;
            default:
                panel.Handle(new PointerMoved(InPanelX(place), InPanelY(place)));
                break;
        }
    }

    private void Press(PointerPressed pressed)
    {
        PointF place = new(pressed.X, pressed.Y);
        Move(place);

        // A press beside the panel ends the typing in it.
        panel.Handle(pressed with { X = InPanelX(place), Y = InPanelY(place) });
        if (IsOverPanel(place))
        {
            holding = Holding.Panel;
        }
        else if (pressed.Button == PointerButton.Left && state.Tool != Tool.Look)
        {
            holding = Holding.Brush;
            strokeEnd = place;
            DrawTo(place, begins: true);
        }
        else
        {
            holding = Holding.View;
        }
    }

    private void Release(PointerReleased released)
    {
        Move(new PointF(released.X, released.Y));
        if (holding == Holding.Panel)
        {
            panel.Handle(released with { X = InPanelX(pointer), Y = InPanelY(pointer) });
        }

        holding = Holding.Nothing;
    }

    private void Turn(WheelTurned turned)
    {
        PointF place = new(turned.X, turned.Y);
        if (IsOverPanel(place))
        {
            panel.Handle(turned with { X = InPanelX(place), Y = InPanelY(place) });
        }
        else if (state.Tool != Tool.Look && !turned.Modifiers.HasFlag(Modifiers.Control))
        {
            state.ScaleBrush(MathF.Pow(BrushPerNotch, turned.Notches));
        }
        else
        {
            camera.ZoomAt(place, Math.Pow(ZoomPerNotch, turned.Notches));
        }
    }

    private void UseTool()
    {
        strokeEnd = Brush;
        DrawTo(Brush, begins: true);
    }

    // Seeds are scattered once for each press; all else is drawn from where it last was.
    private void DrawTo(PointF place, bool begins)
    {
        if (state.Tool == Tool.Look || (state.Tool == Tool.Seeds && !begins))
        {
            return;
        }

        PointF from = InCells(strokeEnd);
        PointF to = InCells(place);
        strokeEnd = place;
        WorldParameters wanted = world.Wanted;
        BrushStroke stroke = new(
            state.Tool, state.Species, from.X, from.Y, to.X, to.Y, state.BrushRadius, state.PaintedChannel(wanted));
        world.Send(stroke.ToCommand(wanted, begins));
    }

    // From cell to cell, so that the smallest brush touches the cell that it is in.
    private PointF InCells(PointF place)
    {
        PointF continuous = camera.ToGrid(place);
        return new PointF(MathF.Floor(continuous.X), MathF.Floor(continuous.Y));
    }

    private bool IsOverPanel(PointF place) => PanelArea.Contains(place);

    private float InPanelX(PointF place) => (place.X - PanelArea.X) / Scale;

    private float InPanelY(PointF place) => (place.Y - PanelArea.Y) / Scale;

    // What the pressed mouse button has hold of.
    private enum Holding
    {
        Nothing,
        Panel,
        View,
        Brush,
    }
}
