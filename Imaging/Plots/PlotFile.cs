using System.Text;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Drawing;
using ScottPlot;
using SkiaSharp;

namespace GpuEcosystem.Imaging.Plots;

/// <summary>Writes plots.</summary>
public static class PlotFile
{
    private const int Width = 900;

    // A picture's pixels for each of the plot's, sharp enough to print over the width of a page.
    private const int Density = 2;

    /// <summary>Makes sure that a file of this name can be written.</summary>
    public static void Check(string path)
    {
        AtomicFile.CheckWritable(path);
        if (!IsPicture(path) && !IsDrawing(path))
        {
            throw new UserException($"cannot write '{path}': plots are .png or .svg");
        }
    }

    /// <summary>Writes panels below each other.</summary>
    public static void Write(string path, IReadOnlyList<PlotPanel> panels) => AtomicFile.Write(path, stream =>
    {
        int height = panels.Sum(panel => panel.Height);
        if (IsDrawing(path))
        {
            stream.Write(Encoding.UTF8.GetBytes(DrawSvg(panels, height)));
            return;
        }

        using SKSurface surface = SKSurface.Create(new SKImageInfo(Density * Width, Density * height));
        surface.Canvas.Scale(Density);
        Draw(surface.Canvas, panels);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    });

    private static bool IsPicture(string path) => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    private static bool IsDrawing(string path) => path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);

    // Where the typeface is missing, readers are told what to take in its place.
    private static string DrawSvg(IReadOnlyList<PlotPanel> panels, int height)
    {
        using MemoryStream memory = new();
        using (SKManagedWStream target = new(memory))
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, height), target))
        {
            Draw(canvas, panels);
        }

        string svg = Encoding.UTF8.GetString(memory.ToArray());
        foreach (SKTypeface typeface in (SKTypeface[])[InterFont.Regular, InterFont.SemiBold])
        {
            svg = svg.Replace(
                $"font-family=\"{typeface.FamilyName}\"",
                $"font-family=\"{InterFont.Name}, Helvetica, Arial, sans-serif\"",
                StringComparison.Ordinal);
        }

        return svg;
    }

    private static void Draw(SKCanvas canvas, IReadOnlyList<PlotPanel> panels)
    {
        canvas.Clear(SKColors.White);
        int top = 0;
        foreach (PlotPanel panel in panels)
        {
            panel.Plot.Render(canvas, new PixelRect(0, Width, top + panel.Height, top));
            top += panel.Height;
        }
    }
}
