using System.Diagnostics;
using System.Drawing;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Sessions;
using GpuEcosystem.Viewer.OpenGl;
using GpuEcosystem.Viewer.Steering;
using GpuEcosystem.Viewer.View;
using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer.Cards;

/// <summary>All cards over the world: which are there, and where.</summary>
/// <param name="gl">OpenGL.</param>
/// <param name="state">What the user has chosen to see.</param>
/// <param name="keys">What the keys mean.</param>
/// <param name="device">What computes.</param>
/// <param name="pixelPath">How pixels reach the window.</param>
internal sealed class CardTable(
    GL gl, ViewState state, IReadOnlyList<ShortcutGroup> keys, string device, string pixelPath) : IDisposable
{
    private static readonly TimeSpan NoticeTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StatusInterval = TimeSpan.FromMilliseconds(250);

    private readonly CardSheet inspector = new(gl, 0, 0);
    private readonly CardSheet legend = new(gl, 0, 1);
    private readonly CardSheet status = new(gl, 1, 0);
    private readonly CardSheet toast = new(gl, 0.5f, 1);
    private readonly CardSheet help = new(gl, 0.5f, 0.5f);
    private readonly CardSheet welcome = new(gl, 0.5f, 0.5f);
    private StatusBar? statusBar;
    private long lastStatus;
    private Notice? lastNotice;
    private long noticed;

    /// <summary>Draws the cards into the part of the window that the panel leaves.</summary>
    public void Draw(
        TexturedQuad quad,
        WorldSnapshot snapshot,
        CellInspection? inspection,
        Notice? notice,
        double framesPerSecond,
        RectangleF room,
        Size window,
        float scale)
    {
        room = RectangleF.Inflate(room, -Theme.Padding * scale, -Theme.Padding * scale);
        if (inspection is { } cell && state.ShowsInspector)
        {
            inspector.Show(quad, (cell, state.Palette), () => new InspectorCard(cell, state.Palette), room, window, scale);
        }

        if (!state.ShowsPanel)
        {
            status.Show(quad, StatusOf(snapshot, framesPerSecond), () => statusBar!, room, window, scale);
        }

        ColourRamp? ramp = state.Layer.Ramp(state.Palette);
        if (!state.ShowsPanel || ramp is not null)
        {
            int species = snapshot.Parameters.Species;
            legend.Show(quad, (state.Layer, state.Palette, species), () => LegendOf(ramp, species), room, window, scale);
        }

        if (IsNew(notice))
        {
            Notice shown = notice!;
            toast.Show(quad, shown, () => new Toast(shown.Text, shown.IsWarning, room.Width / scale), room, window, scale);
        }

        if (state.ShowsWelcome)
        {
            welcome.Show(quad, nameof(WelcomeCard), () => new WelcomeCard(), room, window, scale);
        }
    }

    /// <summary>Draws what may lie over the panel too, where the window is small.</summary>
    public void DrawOver(TexturedQuad quad, RectangleF room, Size window, float scale)
    {
        if (state.ShowsHelp)
        {
            help.Show(quad, keys, () => new HelpCard([.. keys.Select(group => (group.Keys, group.Meaning))]), room, window, scale);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        inspector.Dispose();
        legend.Dispose();
        status.Dispose();
        toast.Dispose();
        help.Dispose();
        welcome.Dispose();
    }

    private LegendCard LegendOf(ColourRamp? ramp, int species) => ramp is not null
        ? new FieldLegend(state.Layer, ramp.Colours, ramp.Low, ramp.High)
        : new TerritoryLegend(state.Palette, species);

    private StatusBar StatusOf(WorldSnapshot snapshot, double framesPerSecond)
    {
        if (statusBar is null || Stopwatch.GetElapsedTime(lastStatus) > StatusInterval)
        {
            lastStatus = Stopwatch.GetTimestamp();
            statusBar = new StatusBar(snapshot.Metrics.Step, snapshot.StepsPerSecond, framesPerSecond, device, pixelPath);
        }

        return statusBar;
    }

    private bool IsNew(Notice? notice)
    {
        if (!ReferenceEquals(notice, lastNotice))
        {
            (lastNotice, noticed) = (notice, Stopwatch.GetTimestamp());
        }

        return notice?.Concerns(ViewState.Person) == true && Stopwatch.GetElapsedTime(noticed) < NoticeTime;
    }
}
