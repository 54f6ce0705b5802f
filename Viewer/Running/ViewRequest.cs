using GpuEcosystem.Engine.Display;

namespace GpuEcosystem.Viewer.Running;

/// <summary>What the window wants to see; the world's thread draws it whenever a step is done.</summary>
/// <param name="Layer">What of the world.</param>
/// <param name="Detail">Which part, how finely; null when nothing is in sight.</param>
/// <param name="Overview">The whole world coarsely, where the detail is not all of it.</param>
/// <param name="Pointer">The cell to inspect.</param>
internal sealed record ViewRequest(
    LayerChoice Layer,
    PictureFrame? Detail,
    PictureFrame? Overview,
    (int X, int Y)? Pointer)
{
    /// <summary>A window that shows nothing.</summary>
    public static ViewRequest Nothing { get; } = new(default, null, null, null);
}
