namespace GpuEcosystem.Cli.Verbs;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int WorkFailed = 1;
    public const int UserMustAct = 2;

    /// <summary>Somebody stopped it. Shells expect the number of the signal added.</summary>
    public const int Stopped = 128;
}
