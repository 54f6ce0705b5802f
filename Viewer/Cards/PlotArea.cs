using GpuEcosystem.Imaging.Drawing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>What all plots have in common: a frame, and room for labels to its right and below.</summary>
internal static class PlotArea
{
    /// <summary>Size of labels at the right.</summary>
    public const float LabelSize = 11;

    private const float LabelGap = 6;
    private const float LabelWidth = 62;

    /// <summary>Where the curves are.</summary>
    /// <param name="area">All that the plot takes.</param>
    /// <param name="below">What stands below the curves.</param>
    public static SKRect Inside(SKRect area, float below) => new(area.Left, area.Top, area.Right - LabelWidth, area.Bottom - below);

    /// <summary>Where labels at the right begin.</summary>
    public static float LabelLeft(SKRect plot) => plot.Right + LabelGap;

    /// <summary>Where they end.</summary>
    public static float LabelRight(SKRect plot) => plot.Right + LabelWidth;

    /// <summary>Says that there is nothing to see yet.</summary>
    public static void DrawEmpty(Ink ink, SKRect plot, string text)
    {
        ink.Fill(plot, Theme.Backdrop, 0);
        ink.Text(Ink.Fit(text, plot.Width), plot.MidX, plot.MidY, Theme.Muted, Theme.SmallSize, align: TextAlign.Center);
    }
}
