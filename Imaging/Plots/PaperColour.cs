using ScottPlot;

namespace GpuEcosystem.Imaging.Plots;

/// <summary>A palette's colours for lines on white paper; the palettes are made for a dark ground.</summary>
internal static class PaperColour
{
    private const double Lightest = 0.5;
    private const double Rest = 0.3;

    /// <summary>The colour itself, or a darker one of the same hue where it is light. The lighter of two stays the lighter.</summary>
    public static Color Of(uint colour)
    {
        double red = (colour & 0xff) / 255.0;
        double green = (colour >> 8 & 0xff) / 255.0;
        double blue = (colour >> 16 & 0xff) / 255.0;
        double light = 0.299 * red + 0.587 * green + 0.114 * blue;
        double factor = light > Lightest ? (Lightest + Rest * (light - Lightest)) / light : 1;
        return new Color((float)(red * factor), (float)(green * factor), (float)(blue * factor));
    }
}
