using GpuEcosystem.Cli.Verbs;
using GpuEcosystem.Tests.Cli;
using GpuEcosystem.Tests.Kernels.Barriers;
using Xunit;

namespace GpuEcosystem.Tests.VirtualCuda;

/// <summary>The kernels' PTX, run thread by thread on the CPU: right numbers, no race, nothing outside a buffer.</summary>
public class VirtualCudaTests
{
    /// <summary>In which order threads run, the group size that the driver suggests, and how far off its functions are.</summary>
    public static TheoryData<string, int, string> Schedules => new()
    {
        { "up", 1024, "exact" },
        { "down", 64, "up" },
        { "random", 256, "down" },
        { "random", 1024, "random" },
    };

    /// <summary>Faulty kernels, on the device that names them to the second run of the tests.</summary>
    public static TheoryData<string, string> Faulty => [.. SharingKernels.Faulty.Keys.Select(kernel => ("cuda", kernel))];

    // Circuits as large as these take as long as all other cases together; in one order they run with the rest on cuda.
    private static readonly string[] large = ["life", "checkerboard"];

    /// <summary>In every order that threads and groups may have.</summary>
    [Theory]
    [MemberData(nameof(Schedules))]
    public void Every_case_passes_without_a_finding(string order, int groupSize, string approximation)
    {
        Dictionary<string, string?> environment = VirtualCudaDevice.Environment();
        environment["VIRTUAL_CUDA_ORDER"] = order;
        environment["VIRTUAL_CUDA_BLOCK"] = groupSize.ToString();
        environment["VIRTUAL_CUDA_APPROX"] = approximation;
        environment["VIRTUAL_CUDA_LOG"] = null;

        using TemporaryFolder cases = new();
        foreach (string file in Directory.EnumerateFiles(VerifyVerb.ShippedCases, "*", SearchOption.AllDirectories))
        {
            string place = Path.GetRelativePath(VerifyVerb.ShippedCases, file);
            if (!place.Split(Path.DirectorySeparatorChar).Intersect(large).Any())
            {
                Directory.CreateDirectory(Path.GetDirectoryName(cases[place])!);
                File.Copy(file, cases[place]);
            }
        }

        Invocation result = ProgramProcess.Run(environment, "verify", "--device", "cuda", "--cases", cases.Path);

        Assert.DoesNotContain("FINDING", result.Error);
        Assert.EndsWith(", 0 findings\n", result.Error);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Contains(" 0 failed on cuda:0", result.Output);
    }

    /// <summary>A misspelt setting is refused, since it would test something else than was asked for.</summary>
    [Fact]
    public void A_wrong_setting_is_refused()
    {
        Dictionary<string, string?> environment = VirtualCudaDevice.Environment();
        environment["VIRTUAL_CUDA_ORDER"] = "sideways";
        Invocation result = ProgramProcess.Run(environment, "run", "--device", "cuda", "--size", "8", "--steps", "1");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("VIRTUAL_CUDA_ORDER cannot be 'sideways'", result.Error);
    }

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_kernel_is_caught(string device, string kernel)
    {
        var opened = Devices.Open(device);
        ulong before = VirtualCudaDevice.ExpectFindings(kernel);
        SharingKernels.Run(opened, SharingKernels.Faulty[kernel]);
        Assert.True(VirtualCudaDevice.ExpectFindings(kernel) > before);
    }

    /// <summary>Beside the faulty kernels nothing is found in the right one: it fails the whole run if something is.</summary>
    [Theory]
    [InlineData("cuda")]
    public void The_right_kernel_runs(string device) => SharingKernels.Run(Devices.Open(device), SharingKernels.Right);
}
