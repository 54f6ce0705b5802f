using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions.Timeline;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>Events as marks on the time axis, and what their colours mean.</summary>
internal static class EventMarks
{
    /// <summary>Height of the marks.</summary>
    public const float Height = 8;

    /// <summary>Height of the line that explains them.</summary>
    public const float LegendHeight = 18;

    private const float Width = 2;
    private const float LegendSize = 10.5f;
    private const float DotWidth = 10;

    /// <summary>Draws a mark for each event; the rarer kinds lie above.</summary>
    public static void Draw(Ink ink, TimeAxis axis, IReadOnlyList<WorldEvent> events, SKRect lane)
    {
        foreach (WorldEventKind kind in EventStyle.Kinds)
        {
            foreach (int sample in events.Where(e => e.Kind == kind).Select(axis.SampleOf).Where(sample => axis.Shows(sample)))
            {
                float left = Math.Clamp(axis.X(sample) - Width / 2, lane.Left, lane.Right - Width);
                ink.Fill(new SKRect(left, lane.Top, left + Width, lane.Bottom), EventStyle.Color(kind), 0);
            }
        }
    }

    /// <summary>Explains the colours.</summary>
    public static void DrawLegend(Ink ink, SKRect line)
    {
        float width = EventStyle.Kinds.Sum(kind => DotWidth + Ink.Measure(EventStyle.Name(kind), LegendSize));
        float gap = (line.Width - width) / (EventStyle.Kinds.Count - 1);
        float x = line.Left;
        foreach (WorldEventKind kind in EventStyle.Kinds)
        {
            EventStyle.Dot(ink, x + 3, line.MidY, kind);
            x += DotWidth;
            x += ink.Text(EventStyle.Name(kind), x, line.MidY, Theme.Muted, LegendSize) + Math.Min(gap, 14);
        }
    }
}
