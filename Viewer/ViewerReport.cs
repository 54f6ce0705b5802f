using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Viewer;

/// <summary>What came of a window.</summary>
/// <param name="PixelPath">How pixels reached the screen: <c>CudaInterop</c>, <c>HostMapped</c> or <c>Copy</c>.</param>
/// <param name="PixelPathReason">Why that way.</param>
/// <param name="Renderer">What OpenGL calls itself.</param>
/// <param name="Frames">How often the window was brought up to date.</param>
/// <param name="FramesPerSecond">Over the whole time.</param>
/// <param name="Steps">Steps taken.</param>
/// <param name="StepsPerSecond">Over the whole time, pauses included.</param>
/// <param name="Death">Why the world could not go on, or null.</param>
/// <param name="Recipe">How the world came to be what it was at the end; null where that is not known.</param>
public sealed record ViewerReport(
    string PixelPath,
    string PixelPathReason,
    string Renderer,
    long Frames,
    double FramesPerSecond,
    long Steps,
    double StepsPerSecond,
    string? Death,
    Recipe? Recipe);
