using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Windowing;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>A section's title, which opens and closes it.</summary>
internal sealed class SectionTitle(string title, Func<bool> isOpen, Action toggle) : Widget($"Section {title}")
{
    public override void Press(float x) => toggle();

    public override bool Press(Key key, Modifiers modifiers)
    {
        bool changes = Clicks(key) || (key == Key.Left && isOpen()) || (key == Key.Right && !isOpen());
        if (changes)
        {
            toggle();
        }

        return changes;
    }

    public override void Draw(Ink ink, bool isHovered)
    {
        if (isHovered)
        {
            ink.Fill(Area, Theme.Raised);
        }

        if (isOpen())
        {
            Icons.ChevronDown(ink, new(Area.Left + 10, Area.MidY), Theme.Muted);
        }
        else
        {
            Icons.Chevron(ink, new(Area.Left + 10, Area.MidY), 1, Theme.Muted);
        }

        ink.Text(title, Area.Left + 24, Area.MidY, Theme.Text, Theme.TextSize, bold: true);
    }
}
