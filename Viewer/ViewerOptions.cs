namespace GpuEcosystem.Viewer;

/// <summary>What a user can say about the window before it opens.</summary>
/// <param name="Frames">Leave after so many frames; null to stay until somebody closes the window.</param>
/// <param name="Screenshot">A PNG file for what the window shows at its last frame.</param>
/// <param name="Vsync">Whether frames wait for the screen.</param>
/// <param name="FullScreen">Whether the window fills the screen.</param>
/// <param name="CheckpointFolder">Where what is kept goes; it is made when something is.</param>
/// <param name="AutosaveInterval">Steps from one autosave to the next; 0 for never.</param>
/// <param name="AutosaveFolder">Where the last two of them are; it is made when there is one.</param>
public sealed record ViewerOptions(
    long? Frames = null,
    string? Screenshot = null,
    bool Vsync = true,
    bool FullScreen = false,
    string CheckpointFolder = "checkpoints",
    long AutosaveInterval = 500,
    string AutosaveFolder = "checkpoints/autosave");
