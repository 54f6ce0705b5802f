using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;

namespace GpuEcosystem.Sessions.Frames;

/// <summary>What whoever watches wants to see; the world's thread draws it whenever a step is done.</summary>
/// <param name="Layer">What of the world.</param>
/// <param name="Palette">Colours of the species.</param>
/// <param name="Detail">Which part, how finely; null when nothing is in sight.</param>
/// <param name="Overview">The whole world coarsely, where the detail is not all of it.</param>
/// <param name="Pointer">The cell to inspect.</param>
/// <param name="Encounters">Whether to look who beats whom, which takes the world some time.</param>
public sealed record ViewRequest(
    LayerChoice Layer,
    Palette Palette,
    PictureFrame? Detail = null,
    PictureFrame? Overview = null,
    (int X, int Y)? Pointer = null,
    bool Encounters = false);
