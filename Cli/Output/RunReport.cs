using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Cli.Output;

/// <summary>What a run came to; its JSON form is part of the command line.</summary>
internal sealed record RunReport(
    string Device,
    string DeviceName,
    string Arithmetic,
    string Program,
    int Width,
    int Height,
    int Species,
    ulong Seed,
    long Steps,
    long StepsTaken,
    double Seconds,
    double StepsPerSecond,
    double CellsPerSecond,
    IReadOnlyList<float> Populations,
    IReadOnlyList<long> Territory,
    float Entropy,
    float NormalizedEntropy,
    float? Loss,
    float UpdateRate,
    float Activity,
    IReadOnlyList<int> Respawns,
    IReadOnlyList<float>? GradientNorms,
    IReadOnlyList<Recovery> Recoveries,
    string StateHash,
    JsonObject Configuration)
{
    // A species is present around cells with more aliveness than this, so with less in all of them it is nowhere.
    private const float LeastPresence = 0.05f;

    /// <summary>Whether no species is left, or its numbers are none.</summary>
    [JsonIgnore]
    public bool IsDead => !(Populations.Skip(1).Sum() > LeastPresence);

    public static RunReport Create(
        RunConfiguration configuration,
        ComputeDevice device,
        WorldRun run)
    {
        World world = run.World;
        WorldParameters parameters = world.Parameters;
        Metrics metrics = world.Observe();
        double stepsPerSecond = run.StepsTaken > 0 ? run.StepsTaken / run.SteppingTime.TotalSeconds : 0;
        return new RunReport(
            device.Description.Id,
            device.Description.Name,
            device.Arithmetic,
            Origin.ThisProgram,
            parameters.GridWidth,
            parameters.GridHeight,
            parameters.Species,
            parameters.Seed,
            world.StepNumber,
            run.StepsTaken,
            run.SteppingTime.TotalSeconds,
            stepsPerSecond,
            stepsPerSecond * parameters.GridWidth * parameters.GridHeight,
            metrics.Populations,
            metrics.Territory,
            metrics.Entropy,
            metrics.NormalizedEntropy,
            metrics.Loss,
            metrics.UpdateRate,
            metrics.Activity,
            metrics.Respawns,
            metrics.GradientNorms,
            world.Recoveries,
            world.StateHash(),
            configuration.ToJson());
    }
}
