using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Sessions.Frames;

/// <summary>
/// A picture in memory of the host, the same object for all who asked for the same: of single cells their codes, which any palette
/// colours, of squares of cells the mean of their colours.
/// </summary>
/// <param name="Frame">Which cells.</param>
/// <param name="Layer">What of them.</param>
/// <param name="Palette">In whose colours <paramref name="Pixels"/> are; null where they are codes.</param>
/// <param name="Step">Steps done by then.</param>
/// <param name="Patch">What the last learning pass looked at.</param>
/// <param name="Parameters">The rules then in force.</param>
/// <param name="Pixels"><c>[y][x]</c>; nobody writes to it.</param>
public sealed record CellImage(
    PictureFrame Frame, LayerChoice Layer, Palette? Palette, long Step, Area? Patch, WorldParameters Parameters, uint[] Pixels);
