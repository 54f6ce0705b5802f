using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Sessions.Frames;
using GpuEcosystem.Web.Protocol;

namespace GpuEcosystem.Web.Sockets;

/// <summary>Which part of the world a page shows, and how.</summary>
/// <param name="Layer">As the command line has it.</param>
/// <param name="Palette">A palette's name.</param>
/// <param name="World">Which of several worlds, or <c>all</c>.</param>
/// <param name="Region">Which cells.</param>
/// <param name="Block">Cells on either side of a pixel.</param>
/// <param name="Pointer">The cell to inspect.</param>
/// <param name="FramesPerSecond">The most pictures that it wants.</param>
internal sealed record PageView(
    string Layer, string Palette, string World, Area Region, int Block, (int X, int Y)? Pointer, double FramesPerSecond)
{
    private const int Farthest = 1 << 24;
    private const double Slowest = 0.1;
    private const double Fastest = 60;

    /// <summary>Reads a view.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static PageView Read(JsonElement view)
    {
        int[] box = Numbers(view.GetProperty("region"), 4);
        int block = Limit(view.GetProperty("block").GetInt32(), 1);
        _ = Limit(box[2], 1);
        _ = Limit(box[3], 1);
        JsonElement pointer = view.GetProperty("pointer");
        int[]? pointed = pointer.ValueKind == JsonValueKind.Null ? null : Numbers(pointer, 2);
        return new PageView(
            Text(view, "layer"),
            Text(view, "palette"),
            Text(view, "world"),
            new Area(box[0], box[1], box[2], box[3]),
            block,
            pointed is null ? null : (pointed[0], pointed[1]),
            Math.Clamp(view.GetProperty("framesPerSecond").GetDouble(), Slowest, Fastest));
    }

    /// <summary>What the world's thread is asked for.</summary>
    /// <param name="parameters">The rules in force.</param>
    /// <param name="coarseness">Cells on either side of a pixel, for each that the page asked for.</param>
    /// <exception cref="UserException">Worlds of these rules have nothing of the kind, or the picture is too large.</exception>
    public ViewRequest ToRequest(WorldParameters parameters, int coarseness)
    {
        PictureStyle style = PictureStyle.Parse(parameters, Layer, Palette, World);
        PictureFrame frame = new(Region, Block * coarseness, style.World);
        if (Math.Max(frame.Width, frame.Height) > Welcome.MostPixels)
        {
            throw new UserException($"a picture has at most {Welcome.MostPixels} pixels in a row or column");
        }

        return new ViewRequest(style.Layer, style.Palette, frame, Pointer: Pointer);
    }

    private static int[] Numbers(JsonElement list, int count)
    {
        int[] numbers = [.. list.EnumerateArray().Take(count + 1).Select(one => Limit(one.GetInt32(), 0))];
        return numbers.Length == count ? numbers : throw new FormatException();
    }

    private static int Limit(int number, int least) => number >= least && number <= Farthest ? number : throw new FormatException();

    private static string Text(JsonElement view, string name) => view.GetProperty(name).GetString() ?? throw new FormatException();
}
