namespace GpuEcosystem.Cli.Verbs;

/// <summary>A world's file that the command line names.</summary>
/// <param name="By">What named it: an option, or an argument.</param>
/// <param name="File">The file.</param>
/// <param name="Resumes">Whether it is an earlier run that goes on.</param>
/// <param name="IsOwn">Whether this run keeps its worlds in the same place, so that the same line began it.</param>
internal sealed record GivenWorld(string By, string File, bool Resumes = false, bool IsOwn = false);
