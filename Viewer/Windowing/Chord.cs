namespace GpuEcosystem.Viewer.Windowing;

/// <summary>A key and what is held down with it.</summary>
internal readonly record struct Chord(Key Key, Modifiers Modifiers = Modifiers.None)
{
    /// <summary>As people write it: "Shift+F", "?", "Esc".</summary>
    public string Text => (Key, Modifiers) switch
    {
        (Key.Slash, Modifiers.Shift) => "?",
        (Key.Slash, Modifiers.None) => "/",
        (Key.Semicolon, Modifiers.None) => ";",
        (Key.Apostrophe, Modifiers.None) => "'",
        (Key.Escape, Modifiers.None) => "Esc",
        (_, Modifiers.None) => $"{Key}",
        (_, Modifiers.Control) => $"Ctrl+{Key}",
        _ => $"{Modifiers}+{Key}",
    };
}
