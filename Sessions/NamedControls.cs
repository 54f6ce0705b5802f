using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Sessions.Commands;

namespace GpuEcosystem.Sessions;

/// <summary>A world's controls in the hands of somebody whose name goes with all that they ask for.</summary>
/// <param name="session">The world.</param>
/// <param name="name">Who it is, as events and the recipe call them.</param>
public sealed class NamedControls(WorldSession session, string name) : IWorldControls
{
    /// <inheritdoc/>
    public WorldParameters Wanted => session.Wanted;

    /// <inheritdoc/>
    public bool WantsPause => session.WantsPause;

    /// <inheritdoc/>
    public Pace WantedPace => session.WantedPace;

    /// <inheritdoc/>
    public Task<Answer> Send(SessionCommand command) => session.Send(command, name);
}
