using System.CommandLine;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>An earlier run that goes on.</summary>
/// <param name="Option">What asked for it.</param>
/// <param name="File">Its newest whole world.</param>
/// <param name="IsOwn">Whether this run keeps its worlds in the same place, so that the same line began it.</param>
internal sealed record ResumedRun(Option Option, string File, bool IsOwn);
