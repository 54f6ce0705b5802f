using GpuEcosystem.Cli;
using GpuEcosystem.Cli.Verbs;
using GpuEcosystem.Engine.Devices;

if (args is [DriverProbe.Request, string name] && Enum.TryParse(name, out DeviceKind kind))
{
    DriverProbe.Answer(kind, Console.Out);
    return ExitCode.Done;
}

DriverProbe.Enable();
using Interruption interruption = new();
return CommandLine.Run(args, Console.Out, Console.Error, interruption.Token);
