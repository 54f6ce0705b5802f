using System.ComponentModel;
using System.Diagnostics;
using GpuEcosystem.Tests.Cli;
using Xunit;

namespace GpuEcosystem.Tests.Drivers;

/// <summary>Drivers that fail as they are told to, compiled from the C files beside this one, and the program with them.</summary>
internal sealed class FakeDrivers : IDisposable
{
    public const string CudaLibrary = "libcuda.so.1";
    public const string OpenClLibrary = "libOpenCL.so.1";

    private readonly TemporaryFolder folder = new();

    public string Path => folder.Path;

    public string this[string name] => folder[name];

    public void Dispose() => folder.Dispose();

    /// <summary>Compiles a driver, or skips the test where there is no compiler.</summary>
    public void Compile(string source, string library, params string[] options)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the drivers are Linux libraries");
        ProcessStartInfo gcc = new("gcc", ["-shared", "-fPIC", "-w", .. options,
            "-o", folder[library], System.IO.Path.Combine(AppContext.BaseDirectory, "drivers", source)]);
        try
        {
            using Process process = Process.Start(gcc)!;
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
        catch (Win32Exception) when (!Devices.IsBuildServer)
        {
            Assert.Skip("there is no gcc");
        }
    }

    public string Write(string name, string text) => folder.Write(name, text);

    /// <summary>Runs the program with these drivers before the system's, and no other OpenCL drivers.</summary>
    /// <param name="settings">Environment variables, <c>A=1 B=2</c>.</param>
    /// <param name="arguments">The program's.</param>
    public Invocation Run(string settings, params string[] arguments)
    {
        Dictionary<string, string?> environment = new()
        {
            ["LD_LIBRARY_PATH"] = folder.Path,
            ["OCL_ICD_VENDORS"] = folder.Path,
            ["CUDA_VISIBLE_DEVICES"] = null,
        };
        foreach (string setting in settings.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = setting.Split('=', 2);
            environment[parts[0]] = parts[1].Replace("HERE", folder.Path, StringComparison.Ordinal);
        }

        return ProgramProcess.Run(environment, arguments);
    }
}
