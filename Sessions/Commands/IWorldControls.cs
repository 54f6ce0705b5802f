using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Sessions.Commands;

/// <summary>What whoever steers may ask of the world. Nothing waits: the world's thread does it before its next step.</summary>
public interface IWorldControls
{
    /// <summary>The rules as they will be once everything asked for is done.</summary>
    WorldParameters Wanted { get; }

    /// <summary>What of the world can be shown.</summary>
    IReadOnlyList<Layer> Layers => RuleSets.Of(Wanted).Layers;

    /// <summary>Whether the world will wait then.</summary>
    bool WantsPause { get; }

    /// <summary>How fast the world will go then.</summary>
    Pace WantedPace { get; }

    /// <summary>Asks for something. Any thread.</summary>
    /// <param name="command">What.</param>
    /// <returns>What became of it, once the world's thread has come to it.</returns>
    Task<Answer> Send(SessionCommand command);
}
