namespace GpuEcosystem.Sessions.Checkpoints;

/// <summary>A state of a world that was kept.</summary>
/// <param name="Path">The file.</param>
/// <param name="Run">The run that it belongs to.</param>
/// <param name="Step">Steps done by then.</param>
/// <param name="Parent">The file that its run was branched from, or null.</param>
/// <param name="Thumbnail">What it looked like, a PNG file's bytes, if the file says so.</param>
public sealed record Checkpoint(string Path, string Run, long Step, string? Parent, ReadOnlyMemory<byte>? Thumbnail)
{
    /// <summary>What stands between a file's run and step and what somebody has called it.</summary>
    internal const char LabelMark = ' ';

    /// <summary>Its name, which no other has.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Its name before anybody called it anything.</summary>
    internal string PlainName => PlainNameOf(Name);

    /// <summary>A name without what somebody has called it.</summary>
    internal static string PlainNameOf(string name) => name.Split(LabelMark)[0];

    /// <summary>What somebody has called it; empty if nobody has.</summary>
    public string Label => Name.IndexOf(LabelMark, StringComparison.Ordinal) is >= 0 and int mark ? Name[(mark + 1)..] : "";
}
