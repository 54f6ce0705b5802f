using System.Diagnostics;

namespace GpuEcosystem.Tests.Cli;

/// <summary>A folder on a file system of 200 kB.</summary>
internal sealed class SmallDisk : IDisposable
{
    /// <summary>What fits, in bytes.</summary>
    public const int Size = 200 << 10;

    private readonly TemporaryFolder folder = new();

    private SmallDisk()
    {
    }

    public string this[string name] => folder[name];

    /// <summary>Null where that takes rights that the tests do not have.</summary>
    public static SmallDisk? TryMount()
    {
        SmallDisk disk = new();
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=200k", "none", disk.folder.Path))
        {
            return disk;
        }

        disk.folder.Dispose();
        return null;
    }

    public void Dispose()
    {
        Run("umount", folder.Path);
        folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
