using ScottPlot;

namespace GpuEcosystem.Experiments;

/// <summary>The letters of plots. The drawing library comes without system fonts on Linux.</summary>
internal static class PlotFont
{
    private const string File = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

    /// <summary>Finds a font for all plots, or says that they will have no labels.</summary>
    public static void Find()
    {
        if (System.IO.File.Exists(File))
        {
            Fonts.AddFontFile("DejaVu Sans", File);
            Fonts.Default = "DejaVu Sans";
        }
        else if (OperatingSystem.IsLinux())
        {
            Console.Error.WriteLine("the plots will have no labels: install fonts-dejavu-core");
        }
    }
}
