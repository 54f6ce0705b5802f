using System.Collections.Immutable;
using System.Text.Json;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>Everything the browser wrote down about its settings, whether known here or not.</summary>
/// <param name="Config"><c>CONFIG</c>: what the networks and the grid were built with; an object.</param>
/// <param name="GuiState"><c>GUI_STATE</c>: what its panel said; an object.</param>
public sealed record PetriConfig(JsonElement Config, JsonElement GuiState);

/// <summary>The run that a file belongs to.</summary>
/// <param name="Id">Its name, unique in a browser's storage.</param>
/// <param name="Seed">Its seed, as written: of 32 bits with a sign in the browser, of 64 without one here.</param>
/// <param name="CreatedAt">When it began, in ISO 8601.</param>
/// <param name="InitialConfig">The settings at its start.</param>
/// <param name="CheckpointIds">Its checkpoints, also such as are not in the file.</param>
/// <param name="ParentRunId">The run that it branched off, if any.</param>
/// <param name="ParentStep">Where it branched off.</param>
/// <param name="LastStep">The last step that was taken.</param>
/// <param name="Status">What the browser says of it, such as <c>active</c>.</param>
public sealed record PetriRun(
    string Id,
    Int128 Seed,
    string CreatedAt,
    PetriConfig InitialConfig,
    ImmutableArray<string> CheckpointIds,
    string? ParentRunId,
    long? ParentStep,
    long LastStep,
    string Status)
{
    /// <summary>The seed as this program's worlds have it: a negative number stands for its 32 bits.</summary>
    public ulong WorldSeed => ToWorldSeed(Seed);

    internal static ulong ToWorldSeed(Int128 seed) => seed < 0 ? (uint)(int)seed : (ulong)seed;
}
