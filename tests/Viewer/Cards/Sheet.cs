using GpuEcosystem.Engine.Display;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.View;
using SkiaSharp;

namespace GpuEcosystem.Tests.Viewer.Cards;

/// <summary>Transparent pixels to draw on and to read back.</summary>
internal sealed class Sheet : IDisposable
{
    private readonly SKBitmap bitmap;
    private readonly SKCanvas canvas;

    public Sheet(int width, int height, float scale = 1)
    {
        SKImageInfo info = new((int)(width * scale), (int)(height * scale), SKColorType.Rgba8888, SKAlphaType.Premul);
        bitmap = new SKBitmap(info);
        bitmap.Erase(SKColors.Transparent);
        canvas = new SKCanvas(bitmap);
        canvas.Scale(scale);
        Ink = new Ink(canvas);
    }

    public Ink Ink { get; }

    public SKColor this[int x, int y] => bitmap.GetPixel(x, y);

    /// <summary>All pixels with their colours.</summary>
    public IEnumerable<(int X, int Y, SKColor Color)> Pixels =>
        from y in Enumerable.Range(0, bitmap.Height)
        from x in Enumerable.Range(0, bitmap.Width)
        select (x, y, bitmap.GetPixel(x, y));

    /// <summary>Draws a part of the panel.</summary>
    public void Draw(
        IPanelSection section, SKRect area, IReadOnlyList<HistorySample> history, params IReadOnlyList<WorldEvent> events) =>
        Draw(section, area, new TimeView(), history, events);

    /// <summary>Draws a part of the panel that shows a part of the time.</summary>
    public void Draw(
        IPanelSection section, SKRect area, TimeView time, IReadOnlyList<HistorySample> history, params IReadOnlyList<WorldEvent> events) =>
        section.Draw(Ink, area, Snapshot(history, events), new ViewState(Palette.Find("vivid")) { Time = time });

    /// <summary>The colour of an entity.</summary>
    public static SKColor Color(int entity) => Theme.FromRgba(Palette.Find("vivid").Colours(24)[entity]);

    /// <inheritdoc/>
    public void Dispose()
    {
        canvas.Dispose();
        bitmap.Dispose();
    }

    // Plots look at nothing else.
    private static WorldSnapshot Snapshot(IReadOnlyList<HistorySample> history, IReadOnlyList<WorldEvent> events) =>
        new(null!, null!, 0, false, Pace.Default, history, events, "run1", [], null, false);
}
