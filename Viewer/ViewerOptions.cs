using GpuEcosystem.Engine.Display;

namespace GpuEcosystem.Viewer;

/// <summary>What a user can say about the window before it opens.</summary>
/// <param name="Frames">Leave after so many frames; null to stay until somebody closes the window.</param>
/// <param name="Screenshot">A PNG file for what the window shows at its last frame.</param>
/// <param name="Vsync">Whether frames wait for the screen.</param>
/// <param name="FullScreen">Whether the window fills the screen.</param>
/// <param name="Welcome">
/// Whether a card explains what is seen until the user does something; asked once there is a window, and not at all if null.
/// </param>
/// <param name="World">Which of several worlds is shown at first.</param>
public sealed record ViewerOptions(
    long? Frames = null,
    string? Screenshot = null,
    bool Vsync = true,
    bool FullScreen = false,
    Func<bool>? Welcome = null,
    ShownWorld World = default);
