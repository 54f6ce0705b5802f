using GpuEcosystem.Engine.Display;

namespace GpuEcosystem.Sessions;

/// <summary>What a session keeps of its world, and where.</summary>
/// <param name="CheckpointFolder">Where what is kept goes; it is made when something is.</param>
/// <param name="AutosaveInterval">Steps from one autosave to the next; 0 for never.</param>
/// <param name="AutosaveFolder">Where the last two of them are; it is made when there is one.</param>
public sealed record SessionOptions(
    string CheckpointFolder = "checkpoints",
    long AutosaveInterval = 500,
    string AutosaveFolder = "checkpoints/autosave")
{
    /// <summary>Colours of the small pictures of what is kept, and those that pages begin with.</summary>
    public Palette Palette { get; init; } = Palette.All[0];

    /// <summary>The ways to record the world.</summary>
    public IReadOnlyList<Recorder> Recorders { get; init; } = [];
}
