using GpuEcosystem.Cli;

using Interruption interruption = new();
return CommandLine.Run(args, Console.Out, Console.Error, interruption.Token);
