using GpuEcosystem.Viewer.Widgets;
using GpuEcosystem.Viewer.Windowing;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>Gives what the user does to the widget that it is meant for.</summary>
internal sealed class PanelInput(PanelLayout layout)
{
    private const float WheelDistance = 60;

    private readonly Focus focus = new();
    private Widget? dragged;
    private bool dragsBar;
    private bool isPressed;
    private (float X, float Y)? pointer;

    /// <summary>Whether something has been done that may look different now.</summary>
    public bool HasChanged { get; set; } = true;

    /// <summary>Whether characters are text.</summary>
    public bool IsTyping => focus.Widget?.IsTyping ?? false;

    /// <summary>The widget that keys go to.</summary>
    public Widget? Focused => focus.Widget;

    /// <summary>The widget under the pointer.</summary>
    public Widget? Hovered => dragged ?? (pointer is var (x, y) ? layout.At(x, y) : null);

    /// <summary>Passes on what the user did; false where it is none of the panel's business.</summary>
    public bool Handle(InputEvent happened)
    {
        bool taken = happened switch
        {
            PointerMoved moved => Move(moved.X, moved.Y),
            PointerPressed pressed => Press(pressed),
            PointerReleased => Release(),
            WheelTurned turned => Turn(turned),
            KeyPressed pressed => Press(pressed),
            CharacterTyped typed => Type(typed.Text),
            _ => false,
        };
        HasChanged |= taken && happened is not PointerMoved;
        return taken;
    }

    /// <summary>Does what a click on a widget does.</summary>
    public void Click(Widget widget)
    {
        focus.Click(widget);
        widget.Press(widget.Area.MidX);
        HasChanged = true;
    }

    /// <summary>Follows the widgets after they have been arranged anew.</summary>
    public void Settle()
    {
        focus.Settle(layout.Widgets);

        // What has come to lie under a pointer that rests.
        if (pointer is var (x, y))
        {
            Hovered?.Hover(x, y);
        }
    }

    private static bool IsInside(float x, float y) => x is >= 0 and < SidePanel.Width && y >= 0;

    private bool Move(float x, float y)
    {
        Widget? before = Hovered;
        pointer = IsInside(x, y) ? (x, y) : null;
        if (dragsBar)
        {
            layout.DragBar(y);
        }

        dragged?.Drag(x);
        bool looksDifferent = Hovered?.Hover(x, y) ?? false;
        HasChanged |= dragged is not null || dragsBar || before != Hovered || looksDifferent;
        return isPressed || pointer is not null;
    }

    private bool Press(PointerPressed pressed)
    {
        bool isInside = IsInside(pressed.X, pressed.Y);
        bool isLeft = isInside && pressed.Button == PointerButton.Left;
        Widget? widget = isLeft ? layout.At(pressed.X, pressed.Y) : null;
        HasChanged |= Focused is not null;
        focus.Click(widget is TypedField or SearchField ? widget : null);
        widget?.Press(pressed.X);
        dragged = widget;
        dragsBar = isLeft && widget is null && layout.IsOnBar(pressed.X, pressed.Y);
        isPressed = isInside;
        return isInside;
    }

    private bool Release()
    {
        bool wasPressed = isPressed;
        (dragged, dragsBar, isPressed) = (null, false, false);
        return wasPressed;
    }

    private bool Turn(WheelTurned turned)
    {
        if (!IsInside(turned.X, turned.Y))
        {
            return false;
        }

        if (layout.At(turned.X, turned.Y)?.Turn(turned.Notches, turned.X) != true)
        {
            layout.ScrollBy(-turned.Notches * WheelDistance);
        }

        return true;
    }

    private bool Press(KeyPressed pressed)
    {
        bool wasTyping = IsTyping;
        if (Focused is Widget widget && pressed.Key != Key.Tab && widget.Press(pressed.Key, pressed.Modifiers))
        {
            return true;
        }

        switch (pressed.Key)
        {
            case Key.Tab:
                Step(pressed.Modifiers.HasFlag(Modifiers.Shift) ? -1 : 1);
                return true;
            case Key.Up or Key.Down when Focused is not null:
                Step(pressed.Key == Key.Up ? -1 : 1);
                return true;
            case Key.Escape when Focused is not null:
                focus.Drop();
                return true;
            default:
                return wasTyping;
        }
    }

    private void Step(int direction)
    {
        focus.Move(direction, layout.Widgets);
        layout.Reveal(Focused!);
    }

    private bool Type(string text)
    {
        if (!IsTyping)
        {
            return false;
        }

        Focused!.Type(text);
        return true;
    }
}
