namespace GpuEcosystem.Sessions.Checkpoints;

/// <summary>A state of a world that was kept.</summary>
/// <param name="Path">The file.</param>
/// <param name="Run">The run that it belongs to.</param>
/// <param name="Step">Steps done by then.</param>
/// <param name="Parent">The file that its run was branched from, or null.</param>
/// <param name="Thumbnail">What it looked like, a PNG file's bytes, if the file says so.</param>
public sealed record Checkpoint(string Path, string Run, long Step, string? Parent, ReadOnlyMemory<byte>? Thumbnail)
{
    /// <summary>What the tray calls it.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);
}
