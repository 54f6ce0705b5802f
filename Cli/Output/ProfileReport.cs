using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Profiling;

namespace GpuEcosystem.Cli.Output;

/// <summary>A profile for another program.</summary>
internal sealed record ProfileReport(
    string Device,
    string DeviceName,
    string Arithmetic,
    string Program,
    int Width,
    int Height,
    int Species,
    MachinePeaks Machine,
    NetworkProfile Network,
    StepProfile Step,
    StepProfile? LearningStep,
    LaunchCost Launch,
    IReadOnlyList<KernelProfile> Kernels)
{
    public static ProfileReport Create(ComputeDevice device, WorldParameters parameters, Profile profile) => new(
        device.Description.Id,
        device.Description.Name,
        device.Arithmetic,
        Origin.ThisProgram,
        parameters.GridWidth,
        parameters.GridHeight,
        parameters.Species,
        profile.Machine,
        profile.Network,
        profile.Step,
        profile.LearningStep,
        profile.Launch,
        profile.Kernels);
}
