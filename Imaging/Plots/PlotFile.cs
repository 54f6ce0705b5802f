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

    /// <summary>Writes panels in rows below each other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="panels">From left to right, row by row.</param>
    /// <param name="columns">Panels of a row.</param>
    public static void Write(string path, IReadOnlyList<PlotPanel> panels, int columns = 1) => AtomicFile.Write(path, stream =>
    {
        PlotPanel[][] rows = [.. panels.Chunk(columns)];
        int height = SizeOf(panels, columns).Height;
        if (IsDrawing(path))
        {
            stream.Write(Encoding.UTF8.GetBytes(DrawSvg(rows, columns, height)));
            return;
        }

        using SKSurface surface = SKSurface.Create(new SKImageInfo(Density * Width, Density * height));
        surface.Canvas.Scale(Density);
        Draw(surface.Canvas, rows, columns);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(stream);
    });

    /// <summary>How large panels are together, on a page; pictures have more pixels.</summary>
    public static (int Width, int Height) SizeOf(IReadOnlyList<PlotPanel> panels, int columns = 1) => (Width, panels.Chunk(columns).Sum(HeightOf));

    private static bool IsPicture(string path) => path.EndsWith(".png", StringComparison.OrdinalIgnoreCase);

    private static bool IsDrawing(string path) => path.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);

    // Where the typeface is missing, readers are told what to take in its place.
    private static string DrawSvg(PlotPanel[][] rows, int columns, int height)
    {
        using MemoryStream memory = new();
        using (SKManagedWStream target = new(memory))
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, height), target))
        {
            Draw(canvas, rows, columns);
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

    private static void Draw(SKCanvas canvas, PlotPanel[][] rows, int columns)
    {
        canvas.Clear(SKColors.White);
        using SKSurface nowhere = SKSurface.CreateNull(Width, 1);
        float width = (float)Width / columns;
        int top = 0;
        foreach (PlotPanel[] row in rows)
        {
            foreach ((int column, PlotPanel panel) in row.Index())
            {
                PixelRect place = new(column * width, (column + 1) * width, top + panel.Height, top);
                if (panel.Plot.RenderManager.RenderCount == 0)
                {
                    // The first time everything is drawn twice, for labels to find their room.
                    panel.Plot.Render(nowhere.Canvas, place);
                }

                panel.Plot.Render(canvas, place);
            }

            top += HeightOf(row);
        }
    }

    private static int HeightOf(PlotPanel[] row) => row.Max(panel => panel.Height);
}
