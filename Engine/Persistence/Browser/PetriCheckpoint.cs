using System.Collections.Immutable;
using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>A world as it stood at a step.</summary>
public sealed record PetriCheckpoint
{
    /// <summary>Its name, unique in a browser's storage.</summary>
    public required string Id { get; init; }

    /// <summary>Steps done by then.</summary>
    public required long Step { get; init; }

    /// <summary>What the browser's list calls it.</summary>
    public required string Label { get; init; }

    /// <summary>Who made it: <c>manual</c> or <c>auto</c>.</summary>
    public required string Trigger { get; init; }

    /// <summary>The settings in force.</summary>
    public required PetriConfig Config { get; init; }

    /// <summary>The same as parameters of this program; the seed is the run's.</summary>
    public required EcosystemParameters Parameters { get; init; }

    /// <summary>How the browser shows the world.</summary>
    public required PetriView View { get; init; }

    /// <summary>What of the settings could not be taken over as it is, a line each.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>Aliveness then state of each cell, <c>[y][x][entities + channels]</c>.</summary>
    public required float[] Grid { get; init; }

    /// <summary>1 in wall cells, 0 elsewhere, <c>[y][x]</c>.</summary>
    public required float[] Wall { get; init; }

    /// <summary>The win rate, <c>[y][x]</c>; null where the browser had none.</summary>
    public required float[]? WinRate { get; init; }

    /// <summary>The sun's base, <c>[channels]</c> or <c>[y][x][channels]</c>.</summary>
    public required float[] SunBase { get; init; }

    /// <summary>What the sun has learned, <c>[channels]</c> or <c>[y][x][channels]</c>.</summary>
    public required float[] SunParams { get; init; }

    /// <summary>
    /// The shared network's layers, each <c>[kh][kw][in][out]</c>: encoder, then expand, depthwise and project of each block,
    /// then decoder.
    /// </summary>
    public required ImmutableArray<float[]> Weights { get; init; }
}
