using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Sessions;

namespace GpuEcosystem.Web.Api;

/// <summary>How the world is between two steps. Lists have the sun first; of several worlds, figures are means over them.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Width">Columns of the grid.</param>
/// <param name="Height">Rows of the grid.</param>
/// <param name="Worlds">How many worlds live at once.</param>
/// <param name="Species">How many species there are.</param>
/// <param name="Populations">Sum of each entity's aliveness over all cells.</param>
/// <param name="Territory">Cells in which the entity's aliveness is the largest.</param>
/// <param name="NormalizedEntropy">Of the species' shares of all life, 0 to 1.</param>
/// <param name="Loss">Of the last learning pass; null before the first.</param>
/// <param name="Paused">Whether the world waits.</param>
/// <param name="Pace">How fast it goes otherwise.</param>
/// <param name="StepsPerSecond">How fast it goes.</param>
/// <param name="Run">The run's name.</param>
/// <param name="Death">Why the world cannot go on; null while it can.</param>
/// <param name="StateHash">Names the state, to the last bit.</param>
internal sealed record WorldAnswer(
    long Step,
    int Width,
    int Height,
    int Worlds,
    int Species,
    IReadOnlyList<float> Populations,
    IReadOnlyList<long> Territory,
    float NormalizedEntropy,
    float? Loss,
    bool Paused,
    string Pace,
    double StepsPerSecond,
    string Run,
    string? Death,
    string StateHash)
{
    public static WorldAnswer Of(ConfiguredWorld configured, WorldSnapshot snapshot)
    {
        World world = configured.World;
        WorldParameters parameters = world.Parameters;
        Metrics metrics = world.Observe();
        return new WorldAnswer(
            metrics.Step,
            parameters.GridWidth,
            parameters.GridHeight,
            parameters.WorldCount,
            parameters.Species,
            metrics.Populations,
            metrics.Territory,
            metrics.NormalizedEntropy,
            metrics.Loss,
            snapshot.IsPaused,
            snapshot.Pace.Text,
            snapshot.StepsPerSecond,
            snapshot.Run,
            snapshot.Death,
            world.StateHash());
    }
}
