using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.View;
using GpuEcosystem.Viewer.Windowing;

namespace GpuEcosystem.Viewer.Steering;

/// <summary>All keys of the viewer, but for those that the panel's widgets use among themselves.</summary>
internal sealed class Shortcuts
{
    private const double ZoomFactor = 1.25;
    private const double PanShare = 0.12;
    private const float BrushFactor = 1.25f;

    private readonly Window window;
    private readonly ViewState state;
    private readonly Camera camera;
    private readonly IWorldControls controls;

    public Shortcuts(
        Window window, ViewState state, Camera camera, IWorldControls controls, SidePanel panel, Action useTool)
    {
        this.window = window;
        this.state = state;
        this.camera = camera;
        this.controls = controls;
        Groups =
        [
            new("Space", "pause, go on", On(PanelKeys.Pause, controls.TogglePause)),
            new("N", "a single step", Held(PanelKeys.Step, controls.StepOnce)),
            new("F Shift+F", "faster, slower", On(PanelKeys.Faster, controls.Faster), On(PanelKeys.Slower, controls.Slower)),
            new("R Shift+R", "start again; with a new random seed",
                On(PanelKeys.Reset, controls.Reset), On(Key.R, controls.ResetWithNewSeed, Modifiers.Shift)),
            new("T", "take over from a recipe", On(PanelKeys.TakeOver, controls.TakeOver)),
            new("L W E P D", "look, wall, erase, paint, scatter seeds",
                [.. Enum.GetValues<Tool>().Select(tool => On(PanelKeys.Of(tool), () => state.Tool = tool))]),
            new("1…9 , .", "species; the one before, the next",
                [.. Enumerable.Range(1, 9).Select(n => On(Key.Digit0 + n, () => ChooseSpecies(n))),
                    Held(Key.Comma, () => ChooseSpecies(state.Species - 1)),
                    Held(Key.Period, () => ChooseSpecies(state.Species + 1))]),
            new("[ ] Wheel", "smaller, larger brush",
                Held(Key.LeftBracket, () => state.ScaleBrush(1 / BrushFactor)),
                Held(Key.RightBracket, () => state.ScaleBrush(BrushFactor))),
            new("Enter", "use the tool at the brush", Held(Key.Enter, useTool), Held(Key.KeypadEnter, useTool)),
            new("U Ctrl+Z", "take back what was last done", Held(PanelKeys.Undo, controls.Undo), Held(Key.Z, controls.Undo, Modifiers.Control)),
            new("Shift+U Ctrl+Y", "do it again",
                Held(Key.U, controls.Redo, Modifiers.Shift),
                Held(Key.Y, controls.Redo, Modifiers.Control),
                Held(Key.Z, controls.Redo, Modifiers.Control | Modifiers.Shift)),
            new("+ − Ctrl+Wheel", "nearer, farther",
                Held(Key.Equal, Nearer), Held(Key.Equal, Nearer, Modifiers.Shift), Held(Key.KeypadAdd, Nearer),
                Held(Key.Minus, Farther), Held(Key.KeypadSubtract, Farther)),
            new("← → ↑ ↓ Right-drag", "move the view",
                Held(Key.Left, () => Pan(1, 0)), Held(Key.Right, () => Pan(-1, 0)),
                Held(Key.Up, () => Pan(0, 1)), Held(Key.Down, () => Pan(0, -1))),
            new("Home", "show everything", On(Key.Home, camera.Fit)),
            new("M Shift+M", "what is shown: next, previous",
                Held(PanelKeys.Layer, () => state.Layer = Next(1)), Held(Key.M, () => state.Layer = Next(-1), Modifiers.Shift)),
            new("C Shift+C", "colours: next, previous",
                Held(PanelKeys.Palette, () => state.TurnPalette(1)), Held(Key.C, () => state.TurnPalette(-1), Modifiers.Shift)),
            new("; '", "species or channel shown: previous, next",
                Held(PanelKeys.PreviousIndex, () => ChooseIndex(-1)), Held(PanelKeys.NextIndex, () => ChooseIndex(1))),
            new("B Shift+B", "which of several worlds: next, previous; the first can be edited",
                Held(PanelKeys.World, () => state.TurnWorld(1, controls.Wanted)),
                Held(Key.B, () => state.TurnWorld(-1, controls.Wanted), Modifiers.Shift)),
            new("K", "outline what learning looks at", On(PanelKeys.Patch, () => state.ShowsPatch = !state.ShowsPatch)),
            new("I", "inspect the cell under the pointer", On(Key.I, () => state.ShowsInspector = !state.ShowsInspector)),
            new("S", "keep this moment", On(PanelKeys.Save, controls.SaveCheckpoint)),
            new("O Shift+O", "write a picture of the world; film it, stop filming",
                On(PanelKeys.Picture, () => controls.Send(new SavePicture(state.Style))),
                On(Key.O, () => panel.ToggleRecording(Recorder.Film), Modifiers.Shift)),
            new("H", "hide or show the panel", On(Key.H, () => state.ShowsPanel = !state.ShowsPanel)),
            new("Wheel Drag", "over a plot: closer, earlier; double click: all"),
            new("Tab /", "go through the panel; search a parameter",
                On(PanelKeys.Search, () =>
                {
                    state.ShowsPanel = true;
                    panel.FocusSearch();
                })),
            new("F11 V", "full screen; wait for the screen or not",
                On(Key.F11, () => window.FullScreen = !window.FullScreen),
                On(Key.V, () => window.Vsync = !window.Vsync)),
            new("? Esc", "these keys; close them",
                On(PanelKeys.Help, () => state.ShowsHelp = !state.ShowsHelp),
                On(Key.F1, () => state.ShowsHelp = !state.ShowsHelp),
                On(Key.Escape, () => state.ShowsHelp = false)),
            new("Ctrl+Q", "leave", On(Key.Q, () => window.CloseRequested = true, Modifiers.Control)),
        ];
    }

    /// <summary>All keys, in the order in which the list of keys shows them.</summary>
    public IReadOnlyList<ShortcutGroup> Groups { get; }

    /// <summary>Does what a key stands for, if anything.</summary>
    public void Handle(KeyPressed pressed)
    {
        Shortcut? found = Groups
            .SelectMany(group => group.Shortcuts)
            .FirstOrDefault(shortcut => shortcut.Key == pressed.Key && shortcut.Modifiers == pressed.Modifiers);
        if (found is not null && (found.Repeats || !pressed.Repeats))
        {
            found.Action();
        }
    }

    private static Shortcut On(Chord keys, Action action) => On(keys.Key, action, keys.Modifiers);

    private static Shortcut On(Key key, Action action, Modifiers modifiers = Modifiers.None) => new(key, modifiers, action);

    private static Shortcut Held(Chord keys, Action action) => Held(keys.Key, action, keys.Modifiers);

    private static Shortcut Held(Key key, Action action, Modifiers modifiers = Modifiers.None) =>
        new(key, modifiers, action, Repeats: true);

    private void ChooseSpecies(int species) => state.Species = Math.Clamp(species, 1, controls.Wanted.Species);

    private void Nearer() => camera.ZoomAt(camera.Middle, ZoomFactor);

    private void Farther() => camera.ZoomAt(camera.Middle, 1 / ZoomFactor);

    private void Pan(int right, int down)
    {
        double distance = PanShare * Math.Min(window.FramebufferSize.Width, window.FramebufferSize.Height);
        camera.Pan(right * distance, down * distance);
    }

    private LayerChoice Next(int direction)
    {
        List<Layer> layers = [.. controls.Layers];
        return new LayerChoice(layers[(layers.IndexOf(state.Layer.Layer) + direction + layers.Count) % layers.Count]);
    }

    private void ChooseIndex(int direction) => state.Layer = state.Layer with { Index = state.Layer.Index + direction };
}
