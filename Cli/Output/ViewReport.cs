using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Viewer;

namespace GpuEcosystem.Cli.Output;

/// <summary>What came of a window, for another program.</summary>
internal sealed record ViewReport(
    string Device,
    string DeviceName,
    string Arithmetic,
    string Program,
    string PixelPath,
    string PixelPathReason,
    string Renderer,
    long Frames,
    double FramesPerSecond,
    long Steps,
    double StepsPerSecond)
{
    public static ViewReport Create(ComputeDevice device, ViewerReport report) => new(
        device.Description.Id,
        device.Description.Name,
        device.Arithmetic,
        Origin.ThisProgram,
        report.PixelPath,
        report.PixelPathReason,
        report.Renderer,
        report.Frames,
        report.FramesPerSecond,
        report.Steps,
        report.StepsPerSecond);
}
