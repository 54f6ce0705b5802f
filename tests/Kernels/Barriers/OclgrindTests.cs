using GpuEcosystem.Tests.Cli;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.Barriers;

/// <summary>The kernels' OpenCL programs, run by Oclgrind, which looks for races and for accesses outside of buffers.</summary>
public sealed class OclgrindTests : IDisposable
{
    private const string DeviceName = "Oclgrind Simulator";
    private const string Driver = "/usr/lib/oclgrind/liboclgrind-rt-icd.so";

    // Set in the process that Oclgrind watches.
    private const string IsWatched = "TESTS_UNDER_OCLGRIND";

    private readonly TemporaryFolder folder = new();

    /// <summary>The right kernel and the faulty ones.</summary>
    public static TheoryData<string> Kernels => [SharingKernels.Right.Name, .. SharingKernels.Faulty.Keys];

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// A small case has all kernels with shared memory, forwards and backwards. All cases take a quarter of an hour; by
    /// hand: <c>OCL_ICD_VENDORS=oclgrind.icd OCLGRIND_DATA_RACES=1 gpueco verify --device opencl</c>, where the file names the driver.
    /// </summary>
    [Theory]
    [InlineData("small-full")]
    [InlineData("patch")]
    public void A_case_passes_without_a_finding(string name)
    {
        string shipped = Path.Combine(AppContext.BaseDirectory, "conformance", name);
        Directory.CreateDirectory(folder[name]);
        foreach (string file in Directory.GetFiles(shipped))
        {
            File.Copy(file, Path.Combine(folder[name], Path.GetFileName(file)));
        }

        (Invocation result, string findings) = Watch(
            [.. ProgramProcess.Command("gpueco.dll"), "verify", "--device", "opencl", "--cases", folder.Path]);

        Assert.Equal("", findings);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains(DeviceName, result.Error);
        Assert.Contains("1 passed, 0 failed", result.Output);
    }

    /// <summary>Each faulty kernel is found, and the right one where ILGPU's fences are left as they are.</summary>
    [Theory]
    [InlineData(nameof(Run_kernels), true)]
    [InlineData(nameof(Run_kernels_as_ILGPU_compiles_them), false)]
    public void Faulty_kernels_are_caught(string run, bool rightPasses)
    {
        string[] runner = ProgramProcess.Command(typeof(OclgrindTests).Assembly.GetName().Name + ".dll");
        (Invocation result, string findings) = Watch(
            [.. runner, "-method", $"{typeof(OclgrindTests).FullName}.{run}", "-explicit", "only"]);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains("data race", findings);
        Assert.All(SharingKernels.Faulty.Keys, kernel => Assert.Contains($"Kernel: Kernel_{kernel}\n", findings));
        Assert.Equal(rightPasses, !findings.Contains($"Kernel: Kernel_{SharingKernels.Right.Name}\n", StringComparison.Ordinal));
    }

    /// <summary>What the test above has Oclgrind watch.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Kernels))]
    public void Run_kernels(string kernel) => Run(kernel, mended: true);

    /// <summary>The same with ILGPU's own barriers.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Kernels))]
    public void Run_kernels_as_ILGPU_compiles_them(string kernel) => Run(kernel, mended: false);

    private static void Run(string kernel, bool mended)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(IsWatched) is not null, "runs under Oclgrind only");
        var device = Devices.Open("opencl");
        Assert.Contains(DeviceName, device.Description.Name);
        SharingKernels.Run(device, SharingKernels.Faulty.GetValueOrDefault(kernel, SharingKernels.Right), mended);
    }

    // ILGPU's own barriers are not known to the OpenCL C 1.2 that Oclgrind offers unless it is told.
    private (Invocation Result, string Findings) Watch(string[] command)
    {
        Devices.Require(File.Exists(Driver) ? null : $"oclgrind is not installed ({Driver} is missing)");
        string log = folder["findings"];
        Invocation result = ProgramProcess.RunCommand(
            new Dictionary<string, string?>
            {
                [IsWatched] = "true",
                ["OCL_ICD_VENDORS"] = folder.Write("oclgrind.icd", Driver),
                ["OCLGRIND_DATA_RACES"] = "1",
                ["OCLGRIND_BUILD_OPTIONS"] = "-Dwork_group_barrier=barrier",
                ["OCLGRIND_LOG"] = log,
            },
            command);
        return (result, File.Exists(log) ? File.ReadAllText(log) : "");
    }
}
