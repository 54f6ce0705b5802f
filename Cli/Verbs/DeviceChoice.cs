using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Opens the device that the user asked for, and says which one that is.</summary>
internal static class DeviceChoice
{
    public static ComputeDevice Open(this Terminal terminal, string id, bool profiling = false)
    {
        ComputeDevice device = DeviceCatalogue.Open(id, profiling);
        terminal.Note($"device {device.Description.Id}: {device.Description.Name} ({device.ChoiceReason})");
        return device;
    }
}
