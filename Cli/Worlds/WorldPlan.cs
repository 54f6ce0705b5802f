using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>The world that was asked for, found to be possible but not there yet.</summary>
/// <param name="Configuration">Its rules at the start.</param>
/// <param name="Open">Makes it on a device; what it lacks of what was asked for is told, a line each.</param>
/// <param name="Recipe">The run that it repeats, if any.</param>
/// <param name="Steps">How long that run was, if that is known.</param>
internal sealed record WorldPlan(
    RunConfiguration Configuration,
    Func<ComputeDevice, Action<string>, ConfiguredWorld> Open,
    Recipe? Recipe = null,
    long? Steps = null);
