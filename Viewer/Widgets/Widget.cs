using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>
/// Something to click, drag or type into. It asks for the value that it shows whenever it is drawn, so it never holds
/// a value that the world does not.
/// </summary>
internal abstract class Widget(string name)
{
    /// <summary>What tests and the panel call it; every one has its own.</summary>
    public string Name => name;

    /// <summary>Where it is, in the panel's coordinates.</summary>
    public SKRect Area { get; set; }

    /// <summary>Whether characters go into it.</summary>
    public virtual bool IsTyping => false;

    /// <summary>The left mouse button went down on it.</summary>
    public abstract void Press(float x);

    /// <summary>The pointer moved with the button still down.</summary>
    public virtual void Drag(float x)
    {
    }

    /// <summary>The wheel was turned on it; false where that means nothing to it.</summary>
    public virtual bool Turn(float notches, float x) => false;

    /// <summary>The pointer moved on it; whether it looks different now.</summary>
    public virtual bool Hover(float x, float y) => false;

    /// <summary>A key went down while it had the focus; false where the key means nothing to it.</summary>
    public abstract bool Press(Key key, Modifiers modifiers);

    /// <summary>A character was typed into it.</summary>
    public virtual void Type(string text)
    {
    }

    /// <summary>The focus left it.</summary>
    public virtual void Leave()
    {
    }

    /// <summary>Draws it.</summary>
    public abstract void Draw(Ink ink, bool isHovered);

    /// <summary>Draws, over all other widgets, what it has to say while the pointer is on it.</summary>
    /// <param name="ink">With what.</param>
    /// <param name="room">Where it may be.</param>
    public virtual void DrawOver(Ink ink, SKRect room)
    {
    }

    /// <summary>Whether a key is one of those that stand for a click.</summary>
    protected static bool Clicks(Key key) => key is Key.Enter or Key.KeypadEnter or Key.Space;

    /// <summary>The colour of something that can be clicked.</summary>
    protected static SKColor Ground(bool isHovered) => isHovered ? Theme.Hovered : Theme.Raised;
}
