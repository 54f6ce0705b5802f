using System.Diagnostics;
using Xunit;

namespace GpuEcosystem.Tests.Persistence;

/// <summary>A disk of its own in memory, which only the root of a Linux machine can have; others skip the test.</summary>
internal sealed class SmallDisk : IDisposable
{
    public SmallDisk(string path, string options)
    {
        Path = path;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only on Linux a disk can be made of memory.");
        Directory.CreateDirectory(path);
        Assert.SkipUnless(
            Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path) == 0, "No disk can be mounted here without being root.");
    }

    public string Path { get; }

    public void Dispose() => Run("umount", Path);

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
