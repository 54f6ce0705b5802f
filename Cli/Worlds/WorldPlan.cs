using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>The world that was asked for.</summary>
/// <param name="Start">How it comes to be.</param>
/// <param name="Recipe">The run that it repeats, if any.</param>
/// <param name="Goal">How far it goes unless the command line says otherwise, if that is known.</param>
/// <param name="Resumes">Whether it is an earlier run that goes on, and not another one.</param>
internal sealed record WorldPlan(RunStart Start, Recipe? Recipe = null, StepGoal? Goal = null, bool Resumes = false)
{
    /// <summary>The step at which it stands before its first; a saved world's file is read for it.</summary>
    public long FirstStep => Start is SavedWorld saved ? WorldFile.ReadPlace(saved.File).Step : 0;

    /// <summary>Steps that a run takes where nobody says how many.</summary>
    public const int UsualSteps = 500;

    /// <summary>How far to go: as the command line says, or else as is known, or as far as usual.</summary>
    public StepGoal GoalOr(StepGoal? given) => given ?? Goal ?? new StepGoal(UsualSteps, IsTotal: false);

    /// <summary>How many steps count as taken: of a recipe's run all, whatever was reset in between.</summary>
    public long StepsTaken => Recipe is not null && Start is SavedWorld saved ? WorldFile.ReadRecipe(saved.File).Steps : FirstStep;

    /// <summary>What its random numbers come from before anything is changed; a saved world's file is read for it.</summary>
    public ulong Seed => Start is SavedWorld saved ? WorldFile.ReadPlace(saved.File).Seed : Start.Configuration.Parameters.Seed;
}
