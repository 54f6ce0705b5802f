using System.Collections.Immutable;
using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Discovery.Runs;

/// <summary>Takes from a run's last state how to repeat the run, and what the world's twins say of it.</summary>
/// <param name="plan">What is wanted.</param>
/// <param name="trial">Which trial, for what twins differ in.</param>
internal sealed class LastState(ObservationPlan plan, int trial) : RunObserver(interval: null)
{
    /// <summary>The recipe that repeats the run, as JSON.</summary>
    public string Recipe { get; private set; } = "";

    /// <summary>What twins say; nothing where nobody asks.</summary>
    public ImmutableSortedDictionary<string, double> Descriptors { get; private set; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <inheritdoc/>
    public override void Finish(ConfiguredWorld world)
    {
        Recipe = world.Recipe.ToJson();
        if (plan.Damage && world.StepsTaken == plan.Steps)
        {
            Descriptors = Twins.Describe(world, trial);
        }
    }
}
