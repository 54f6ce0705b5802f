using System.Collections.Immutable;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>Something that a user does to a world between two steps.</summary>
public abstract record WorldAction
{
    internal abstract void Apply(ConfiguredWorld world);
}

/// <summary>Changes parameters.</summary>
public sealed record ChangeParameters(ImmutableArray<ParameterAssignment> Assignments) : WorldAction
{
    /// <summary>The parameters after the change.</summary>
    internal WorldParameters ApplyTo(WorldParameters parameters) =>
        Assignments.ApplyTo(parameters);

    internal override void Apply(ConfiguredWorld world) =>
        world.World.Change(ApplyTo(world.World.Parameters));
}

/// <summary>Draws a stroke, as <see cref="World.Stroke"/> does.</summary>
public sealed record DrawStroke(
    Brush Brush, int Species, float FromX, float FromY, float ToX, float ToY, float Radius, int? Channel = null) : WorldAction
{
    internal override void Apply(ConfiguredWorld world) =>
        world.World.Stroke(Brush, FromX, FromY, ToX, ToY, Radius, Species, Channel);
}

/// <summary>Scatters seeds, as <see cref="World.Scatter"/> does.</summary>
public sealed record ScatterSeeds(int Species, int Count, float X, float Y, float Radius) : WorldAction
{
    internal override void Apply(ConfiguredWorld world) => world.World.Scatter(Species, Count, X, Y, Radius);
}

/// <summary>Begins an edit, which can be taken back as a whole.</summary>
public sealed record BeginEdit : WorldAction
{
    internal override void Apply(ConfiguredWorld world) => world.World.BeginEdit();
}

/// <summary>Takes back the last edit, if there is one.</summary>
public sealed record UndoEdit : WorldAction
{
    internal override void Apply(ConfiguredWorld world) => world.World.Undo();
}

/// <summary>Starts the world again with the rules then in force.</summary>
/// <param name="KeepsWalls">Whether walls stay as they then are; otherwise the world gets those of its start.</param>
public sealed record ResetWorld(bool KeepsWalls = false) : WorldAction
{
    internal override void Apply(ConfiguredWorld world) => world.Reset(KeepsWalls);
}

/// <summary>Has all random numbers from here on come from another seed.</summary>
/// <param name="Seed">The seed.</param>
public sealed record NewWeather(ulong Seed) : WorldAction
{
    internal override void Apply(ConfiguredWorld world) => world.World.GoOnWithSeed(Seed);
}

/// <summary>Gives all species new networks, and optimisers that remember nothing; cells stay as they are.</summary>
/// <param name="Seed">What the networks are drawn from.</param>
public sealed record RenewNetworks(ulong Seed) : WorldAction
{
    internal override void Apply(ConfiguredWorld world) => world.World.RenewNetworks(Seed);
}

/// <summary>Adds a normal number to every weight of all networks.</summary>
/// <param name="Sigma">Its standard deviation.</param>
/// <param name="Seed">What it is drawn from.</param>
public sealed record ShakeWeights(float Sigma, ulong Seed) : WorldAction
{
    /// <summary>The largest standard deviation.</summary>
    internal const float MostSigma = 10;

    internal override void Apply(ConfiguredWorld world) => world.World.ShakeWeights(Sigma, Seed);
}

/// <summary>An action and when it happened.</summary>
/// <param name="StepsTaken">
/// How many steps had been taken by then, all counted: unlike the step's number it never goes back, whatever is reset or restored.
/// </param>
/// <param name="Action">What was done.</param>
/// <param name="By">Who did it, where several may have; null where nobody said.</param>
public sealed record TimedAction(long StepsTaken, WorldAction Action, string? By = null);
