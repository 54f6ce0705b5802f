using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.View;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>What happened lately, the last event first.</summary>
internal sealed class EventsList : IPanelSection
{
    private const int Rows = 6;
    private const float RowHeight = 19;
    private const float DotWidth = 14;

    /// <inheritdoc/>
    public string Title => "Events";

    /// <inheritdoc/>
    public float Height => Rows * RowHeight;

    /// <inheritdoc/>
    public void Draw(Ink ink, SKRect area, WorldSnapshot snapshot, ViewState state)
    {
        float middle = area.Top + RowHeight / 2;
        if (snapshot.Events.Count == 0)
        {
            ink.Text("Nothing has happened yet", area.Left, middle, Theme.Muted, Theme.SmallSize);
            return;
        }

        WorldEvent[] shown = [.. snapshot.Events.TakeLast(Rows).Reverse()];
        float steps = shown.Max(e => Ink.Measure(NumberText.Whole(e.Step), Theme.SmallSize));
        float text = area.Left + DotWidth + steps + Theme.Gap;
        foreach (WorldEvent e in shown)
        {
            EventStyle.Dot(ink, area.Left + 3, middle, e.Kind);
            ink.Text(NumberText.Whole(e.Step), text - Theme.Gap, middle, Theme.Muted, Theme.SmallSize, align: TextAlign.Right);
            ink.Text(Ink.Fit(TextOf(e), area.Right - text, Theme.SmallSize), text, middle, Theme.Text, Theme.SmallSize);
            middle += RowHeight;
        }
    }

    // Whoever sits here knows what they did themselves.
    private static string TextOf(WorldEvent e) => e.By is null or ViewState.Person ? e.Text : $"{e.By}: {e.Text}";
}
