using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>The widget that keys go to.</summary>
internal sealed class Focus
{
    private int place;
    private bool byKeyboard;

    /// <summary>The widget, or null where keys belong to the window.</summary>
    public Widget? Widget { get; private set; }

    /// <summary>Gives the focus to a widget that was clicked: only typing needs it.</summary>
    public void Click(Widget? widget)
    {
        Take(widget);
        byKeyboard = false;
    }

    /// <summary>Moves the focus to the next widget, or the one before, around the end.</summary>
    public void Move(int direction, IReadOnlyList<Widget> widgets)
    {
        int from = Widget is not null ? IndexIn(widgets) : direction > 0 ? -1 : 0;
        int next = (from + direction + widgets.Count) % widgets.Count;
        Take(widgets[next]);
        place = next;
        byKeyboard = true;
    }

    /// <summary>Takes the focus away.</summary>
    public void Drop() => Take(null);

    /// <summary>
    /// Sees to it that the focus is on a widget that is there: where the one that had it is gone, such as a button that
    /// is no longer needed, the one before it has it. A click's focus ends with the typing.
    /// </summary>
    public void Settle(IReadOnlyList<Widget> widgets)
    {
        if (Widget is null)
        {
            return;
        }

        if (!byKeyboard && !Widget.IsTyping)
        {
            Take(null);
            return;
        }

        int index = IndexIn(widgets);
        if (index < 0)
        {
            index = Math.Clamp(place - 1, 0, widgets.Count - 1);
            Take(widgets[index]);
        }

        place = index;
    }

    private int IndexIn(IReadOnlyList<Widget> widgets) => widgets.ToList().IndexOf(Widget!);

    private void Take(Widget? widget)
    {
        Widget? left = Widget;
        Widget = widget;
        if (left != widget)
        {
            left?.Leave();
        }
    }
}
