namespace GpuEcosystem.Viewer.Windowing;

/// <summary>Something that the user did. Positions are pixels of the framebuffer from its upper left corner.</summary>
internal abstract record InputEvent;

/// <summary>A key went down, or repeats because it is held.</summary>
internal sealed record KeyPressed(Key Key, Modifiers Modifiers, bool Repeats = false) : InputEvent;

/// <summary>A key that makes a character was pressed.</summary>
internal sealed record CharacterTyped(string Text) : InputEvent;

/// <summary>The pointer moved.</summary>
internal sealed record PointerMoved(float X, float Y) : InputEvent;

/// <summary>A mouse button went down.</summary>
internal sealed record PointerPressed(PointerButton Button, float X, float Y, Modifiers Modifiers) : InputEvent;

/// <summary>A mouse button went up.</summary>
internal sealed record PointerReleased(PointerButton Button, float X, float Y) : InputEvent;

/// <summary>The wheel turned: positive away from the user, in notches.</summary>
internal sealed record WheelTurned(float Notches, float X, float Y, Modifiers Modifiers) : InputEvent;

/// <summary>A file was dropped onto the window; of several the first counts.</summary>
internal sealed record FileDropped(string Path) : InputEvent;
