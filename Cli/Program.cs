using GpuEcosystem.Cli;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Verbs;
using GpuEcosystem.Engine.Devices;

if (args is [DriverProbe.Request, string name] && Enum.TryParse(name, out DeviceKind kind))
{
    DriverProbe.Answer(kind, Console.Out);
    return ExitCode.Done;
}

DriverProbe.Enable();
using Interruption interruption = new();
using TextWriter output = Console.IsOutputRedirected ? new StandardStream(Console.Out) : Console.Out;
using TextWriter error = Console.IsErrorRedirected ? new StandardStream(Console.Error) : Console.Error;
int exitCode = interruption.Explain(CommandLine.Run(args, output, error, interruption.Token));
if (output is StandardStream { Failure: string reason })
{
    error.WriteLine($"gpueco: the result could not be written to standard output: {reason}");
    return exitCode == ExitCode.Done ? ExitCode.WorkFailed : exitCode;
}

return exitCode;
