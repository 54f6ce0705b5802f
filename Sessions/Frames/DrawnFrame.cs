using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Sessions.Frames;

/// <summary>What the pixels of a picture show.</summary>
/// <param name="Picture">Which cells.</param>
/// <param name="IsOverview">Whether it is the coarse picture of everything.</param>
/// <param name="Layer">What of them.</param>
/// <param name="Palette">Colours of the species.</param>
/// <param name="Step">Steps done by then.</param>
/// <param name="Patch">What the last learning pass looked at.</param>
public sealed record DrawnFrame(PictureFrame Picture, bool IsOverview, LayerChoice Layer, Palette Palette, long Step, Area? Patch);
