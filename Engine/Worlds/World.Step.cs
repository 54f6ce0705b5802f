using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class World
{
    private bool countIsStale = true;
    private bool hasLastStep;

    /// <summary>Whether species that died out come back; a conformance case says what a step alone does.</summary>
    internal bool Respawns { get; init; } = true;

    /// <summary>Queues one step (sections 4 and 5) and returns; <see cref="Finish"/> waits for it.</summary>
    /// <exception cref="UserException">The device has no room for the step, which has not been taken.</exception>
    /// <exception cref="WorldDiedException">Numbers that are not finite came back again and again.</exception>
    public void Step()
    {
        Step(learns: Parameters.LearnInterval > 0 && body.LearnsAt(StepNumber, Parameters.LearnInterval));
        if (body.HasLearned && StepNumber % StepsPerCheckup == 0)
        {
            CheckHealth();
        }
    }

    /// <summary>The same, learning or not whatever the interval says, and without a look at the world's health.</summary>
    internal void Step(bool learns)
    {
        try
        {
            QueueStep(learns);
        }
        catch (UserException)
        {
            // Nothing of it has run yet.
            launcher.Forget();
            countIsStale = true;
            throw;
        }

        launcher.Submit();
    }

    private void QueueStep(bool learns)
    {
        CountIfStale();
        if (learns && body.LastGood is { IsMade: false } fresh)
        {
            fresh.Save(StepNumber);
        }

        lastPatch = body.Step(Order(learns));
        hasLastStep = true;
        StepNumber++;
    }

    /// <summary>Launches what a step launches for its networks, and changes nothing.</summary>
    /// <param name="group">The only group of the networks' plan to ask; null for all.</param>
    internal void ProposeEverywhere(int? group = null) => body.ProposeEverywhere(Parameters, group);

    /// <summary>Multiply-adds of the networks' convolutions over the grids of all worlds.</summary>
    internal long NetworkMultiplyAdds => Networks.Plan.Sizes.Sum(size => size.Operations) * Stack.Grid.Cells;

    /// <summary>Numbers that a conformance case gives in place of drawn ones.</summary>
    internal GivenDraws Given { get; } = new();

    /// <summary>What the next step goes by.</summary>
    internal StepOrder Order(bool learns) =>
        new(Parameters, WorldSeed, StepNumber, learns, Respawns, maps.Activity?.Planes, conquests, Given);

    // The helpers of the small go by the populations before a step.
    private void CountIfStale()
    {
        if (countIsStale)
        {
            body.CountPopulation();
            countIsStale = false;
        }
    }
}
