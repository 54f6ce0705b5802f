using System.Runtime.InteropServices;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Timeline;
using GpuEcosystem.Viewer.Panels;
using GpuEcosystem.Viewer.View;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>How much of the grid each entity holds over time: the first species at the bottom, the sun at the top.</summary>
internal sealed class TerritoryPlot : ITimePlot
{
    private const float Below = EventMarks.Height + TimeAxis.LabelHeight + EventMarks.LegendHeight;

    // The least height of a band that has room for its label.
    private const float LabelHeight = 13;

    /// <inheritdoc/>
    public string Title => "Territory";

    /// <inheritdoc/>
    public float Height => 128;

    /// <inheritdoc/>
    public void Draw(Ink ink, SKRect area, WorldSnapshot snapshot, ViewState state)
    {
        SKRect plot = Inside(area);
        EventMarks.DrawLegend(ink, new SKRect(area.Left, area.Bottom - EventMarks.LegendHeight, area.Right, area.Bottom));
        IReadOnlyList<HistorySample> samples = snapshot.History;
        if (samples.Count == 0)
        {
            PlotArea.DrawEmpty(ink, plot, "Nothing observed yet");
            return;
        }

        int species = samples.Max(sample => sample.Shares.Length) - 1;
        TimeAxis axis = new(samples, state.Time, plot.Left, plot.Right);
        float marks = plot.Bottom + EventMarks.Height;
        axis.Draw(ink, plot.Bottom, marks);
        DrawBands(ink, samples, axis, state.Palette.Colours(species)[..^1], plot);
        DrawLabels(ink, samples[(int)Math.Ceiling(axis.Last)], plot);
        EventMarks.Draw(ink, axis, snapshot.Events, new SKRect(plot.Left, plot.Bottom + 1, plot.Right, marks - 1));
    }

    /// <inheritdoc/>
    public SKRect CurvesIn(SKRect area) => Inside(area);

    /// <inheritdoc/>
    public IEnumerable<Reading> Read(HistorySample sample, ViewState state)
    {
        uint[] colours = state.Palette.Colours(sample.Shares.Length - 1);
        return sample.Shares.Select((share, entity) =>
            new Reading(Theme.FromRgba(colours[entity]), entity == 0 ? "sun" : $"{entity}", NumberText.Percent(share)));
    }

    /// <summary>Where the bands are.</summary>
    public static SKRect Inside(SKRect area) => PlotArea.Inside(area, Below);

    // As many pixels as the screen has there.
    private static void DrawBands(Ink ink, IReadOnlyList<HistorySample> samples, TimeAxis axis, uint[] colours, SKRect plot)
    {
        float scale = ink.Canvas.TotalMatrix.ScaleX;
        SKImageInfo info = new(
            Math.Max(1, (int)MathF.Round(plot.Width * scale)),
            Math.Max(1, (int)MathF.Round(plot.Height * scale)),
            SKColorType.Rgba8888,
            SKAlphaType.Opaque);
        uint[] pixels = TerritoryBands.Paint(samples, axis.First, axis.Last, colours, info.Width, info.Height);
        using SKImage image = SKImage.FromPixelCopy(info, MemoryMarshal.AsBytes(pixels.AsSpan()));
        ink.Canvas.DrawImage(image, plot, new SKSamplingOptions(SKFilterMode.Linear));
    }

    private static void DrawLabels(Ink ink, HistorySample latest, SKRect plot)
    {
        float bottom = plot.Bottom;
        for (int entity = 1; entity <= latest.Shares.Length; entity++)
        {
            bool isSun = entity == latest.Shares.Length;
            float share = latest.Shares[isSun ? 0 : entity];
            float top = bottom - share * plot.Height;
            if (bottom - top >= LabelHeight)
            {
                float middle = (top + bottom) / 2;
                float x = PlotArea.LabelLeft(plot);
                ink.Text(isSun ? "sun" : $"{entity}", x, middle, Theme.Text, PlotArea.LabelSize, bold: true);
                string percent = NumberText.Percent(share);
                ink.Text(percent, PlotArea.LabelRight(plot), middle, Theme.Muted, PlotArea.LabelSize, align: TextAlign.Right);
            }

            bottom = top;
        }
    }
}
