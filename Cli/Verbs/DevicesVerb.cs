using System.CommandLine;
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
            List<DeviceReport> devices = [.. DeviceCatalogue.List().Select(DeviceReport.Of)];
            if (parsed.GetValue(json))
            {
                terminal.Json(new { Devices = devices });
            }
            else
            {
                terminal.Table(["device", "name", "memory", "units", "state", "reason"], devices.Select(device => new TableRow(device.Cells)));
            }

            return ExitCode.Done;
        });
        return command;
    }
}
