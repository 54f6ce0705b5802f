using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Sessions.Frames;

namespace GpuEcosystem.Web.Protocol;

/// <summary>What stands before a picture. Boxes are left, top, width and height in cells.</summary>
internal sealed record FrameHead(
    long Frame,
    long? Base,
    string Kind,
    long Step,
    string Layer,
    string Palette,
    string World,
    IReadOnlyList<int> Region,
    int Block,
    int Width,
    int Height,
    IReadOnlyList<int> Grid,
    IReadOnlyList<int>? Patch)
{
    /// <summary>Two planes of bytes.</summary>
    public const string Cells = "cells";

    /// <summary>A picture in the palette's colours.</summary>
    public const string Webp = "webp";

    /// <summary>The head of a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="palette">The palette that was asked for.</param>
    /// <param name="frame">The picture's number.</param>
    /// <param name="earlier">The number of the picture that has to be added to it.</param>
    public static FrameHead Of(CellImage image, string palette, long frame, long? earlier)
    {
        Area grid = image.Frame.World.AreaIn(image.Parameters);
        return new FrameHead(
            frame,
            earlier,
            image.Palette is null ? Cells : Webp,
            image.Step,
            image.Layer.ToString(),
            palette,
            image.Frame.World.ToString(),
            Box(image.Frame.Region),
            image.Frame.Block,
            image.Frame.Width,
            image.Frame.Height,
            [grid.Width, grid.Height],
            image.Patch is Area patch ? Box(patch) : null);
    }

    private static int[] Box(Area area) => [area.X, area.Y, area.Width, area.Height];
}
