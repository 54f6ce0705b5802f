using SkiaSharp;

namespace GpuEcosystem.Viewer.Checkpoints;

/// <summary>A state of a world that was kept.</summary>
/// <param name="Path">The file.</param>
/// <param name="Run">The run that it belongs to.</param>
/// <param name="Step">Steps done by then.</param>
/// <param name="Parent">The file that its run was branched from, or null.</param>
/// <param name="Thumbnail">What it looked like, if the file says so.</param>
internal sealed record Checkpoint(string Path, string Run, long Step, string? Parent, SKImage? Thumbnail)
{
    /// <summary>What the tray calls it.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}
