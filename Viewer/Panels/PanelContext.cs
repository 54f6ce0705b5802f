using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using GpuEcosystem.Viewer.View;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>What the panel's parts show and steer.</summary>
internal sealed class PanelContext(ViewState state, IWorldControls controls)
{
    private WorldSnapshot? snapshot;

    /// <summary>What the user has chosen about the window.</summary>
    public ViewState State => state;

    /// <summary>The way to the world.</summary>
    public IWorldControls Controls => controls;

    /// <summary>Whether the world has said anything yet.</summary>
    public bool HasSnapshot => snapshot is not null;

    /// <summary>What the world last said.</summary>
    public WorldSnapshot Snapshot
    {
        get => snapshot ?? throw new InvalidOperationException("The panel shows a world only after Update.");
        set => snapshot = value;
    }

    /// <summary>Pictures a second, as the panel writes them.</summary>
    public string FramesPerSecond { get; set; } = "";

    /// <summary>Everything that others may change and that the panel shows; two equal ones look alike.</summary>
    public object Shown() => (
        snapshot,
        controls.Wanted,
        FramesPerSecond,
        state.Tool,
        state.Species,
        state.BrushRadius,
        state.Layer,
        state.Palette,
        state.ShowsPatch);
}
