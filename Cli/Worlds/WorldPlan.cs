using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>The world that was asked for.</summary>
/// <param name="Start">How it comes to be.</param>
/// <param name="Recipe">The run that it repeats, if any.</param>
/// <param name="Steps">How long that run was, if that is known.</param>
/// <param name="Resumes">Whether it is an earlier run that goes on, and not another one.</param>
internal sealed record WorldPlan(RunStart Start, Recipe? Recipe = null, long? Steps = null, bool Resumes = false)
{
    /// <summary>The step at which it stands before its first; a saved world's file is read for it.</summary>
    public long FirstStep => Start is SavedWorld saved ? WorldFile.ReadPlace(saved.File).Step : 0;
}
