using System.CommandLine;
using System.Globalization;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Lists the accelerators, which one is taken, and why the others are not.</summary>
internal static class DevicesVerb
{
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = CommonOptions.Json();
        Command command = new("devices", "List the accelerators, and which one 'auto' takes") { json };
        command.SetAction(parsed =>
        {
            IReadOnlyList<DeviceDescription> devices = DeviceCatalogue.List();
            if (parsed.GetValue(json))
            {
                terminal.Json(new { Devices = devices.Select(Describe) });
            }
            else
            {
                terminal.Table(["device", "name", "memory", "units", "state", "reason"], devices.Select(Row));
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static object Describe(DeviceDescription device) => new
    {
        device.Id,
        device.Name,
        Kind = device.Kind.ToString().ToLowerInvariant(),
        device.MemoryBytes,
        device.ComputeUnits,
        device.Usable,
        device.Reason,
        device.Chosen,
    };

    private static TableRow Row(DeviceDescription device)
    {
        double gibibytes = device.MemoryBytes / (double)(1L << 30);
        return new TableRow(
            device.Id,
            device.Name,
            device.MemoryBytes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{gibibytes:0.0} GiB") : "",
            device.ComputeUnits > 0 ? device.ComputeUnits.ToString(CultureInfo.InvariantCulture) : "",
            device.Chosen ? "chosen" : device.Usable ? "usable" : "unusable",
            device.Reason ?? "");
    }
}
