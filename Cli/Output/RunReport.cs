using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.State;
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
    IReadOnlyList<NetworkSize> Networks,
    IReadOnlyList<float>? SunPeriods,
    IReadOnlyList<IReadOnlyList<float>>? WorldPopulations,
    CircuitMetrics? Circuit,
    IReadOnlyList<Recovery> Recoveries,
    string StateHash,
    JsonObject Configuration)
{
    public static RunReport Create(ComputeDevice device, RunResult result)
    {
        Metrics metrics = result.Metrics;
        WorldParameters parameters = result.Parameters;
        double stepsPerSecond = result.StepsTaken > 0 ? result.StepsTaken / result.SteppingTime.TotalSeconds : 0;
        return new RunReport(
            device.Description.Id,
            device.Description.Name,
            device.Arithmetic,
            Origin.ThisProgram,
            parameters.GridWidth,
            parameters.GridHeight,
            parameters.Species,
            parameters.Seed,
            metrics.Step,
            result.StepsTaken,
            result.SteppingTime.TotalSeconds,
            stepsPerSecond,
            stepsPerSecond * parameters.GridWidth * parameters.GridHeight * parameters.WorldCount,
            metrics.Populations,
            metrics.Territory,
            metrics.Entropy,
            metrics.NormalizedEntropy,
            metrics.Loss,
            metrics.UpdateRate,
            metrics.Activity,
            metrics.Respawns,
            metrics.GradientNorms,
            metrics.Networks,
            metrics.SunPeriods,
            metrics.WorldPopulations,
            metrics.Circuit,
            result.Recoveries,
            result.StateHash,
            result.Task.Start.Configuration.ToJson());
    }
}
