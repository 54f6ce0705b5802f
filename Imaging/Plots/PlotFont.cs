using GpuEcosystem.Imaging.Drawing;
using ScottPlot;
using SkiaSharp;

namespace GpuEcosystem.Imaging.Plots;

/// <summary>Gives plots the letters that come with the program, so that they look the same everywhere.</summary>
public sealed class PlotFont : IFontResolver
{
    private PlotFont()
    {
    }

    /// <summary>Makes them the plots' letters.</summary>
    public static void Use()
    {
        if (!Fonts.FontResolvers.OfType<PlotFont>().Any())
        {
            Fonts.FontResolvers.Insert(0, new PlotFont());
            Fonts.Default = InterFont.Name;
        }
    }

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant != FontSlant.Upright);

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName != InterFont.Name ? null
        : bold ? InterFont.SemiBold
        : InterFont.Regular;
}
