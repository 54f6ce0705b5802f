using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.Windowing;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>The keys of what the panel has a widget for, which names its key.</summary>
internal static class PanelKeys
{
    public static readonly Chord Pause = new(Key.Space);
    public static readonly Chord Step = new(Key.N);
    public static readonly Chord Faster = new(Key.F);
    public static readonly Chord Slower = new(Key.F, Modifiers.Shift);
    public static readonly Chord Reset = new(Key.R);
    public static readonly Chord TakeOver = new(Key.T);
    public static readonly Chord Undo = new(Key.U);
    public static readonly Chord Layer = new(Key.M);
    public static readonly Chord PreviousIndex = new(Key.Semicolon);
    public static readonly Chord NextIndex = new(Key.Apostrophe);
    public static readonly Chord Palette = new(Key.C);
    public static readonly Chord World = new(Key.B);
    public static readonly Chord Patch = new(Key.K);
    public static readonly Chord Save = new(Key.S);
    public static readonly Chord Picture = new(Key.O);
    public static readonly Chord Search = new(Key.Slash);
    public static readonly Chord Help = new(Key.Slash, Modifiers.Shift);

    /// <summary>The key that takes a tool.</summary>
    public static Chord Of(Tool tool) => new(tool switch
    {
        Tool.Look => Key.L,
        Tool.Wall => Key.W,
        Tool.Erase => Key.E,
        Tool.Paint => Key.P,
        _ => Key.D,
    });
}
