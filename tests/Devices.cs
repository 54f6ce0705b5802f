using System.Collections.Concurrent;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using Xunit;

namespace GpuEcosystem.Tests;

/// <summary>
/// The devices that tests run on, opened once each. A missing GPU skips a test by name; a missing CPU fails it, and so
/// does missing OpenCL on the build server, which installs a driver, and a missing GPU where one was promised.
/// </summary>
public static class Devices
{
    private static readonly ConcurrentDictionary<string, Lazy<ComputeDevice>> opened = new();

    /// <summary>Every kind of device there is.</summary>
    public static TheoryData<string> All => ["cpu", "opencl", "cuda", "simulated"];

    /// <summary>The same, and the CPU's vectors of every width.</summary>
    public static IReadOnlyList<string> EveryBody => ["cpu", "cpu:512", "cpu:256", "cpu:128", "opencl", "cuda", "simulated"];

    /// <summary>Those that are fast enough for large worlds.</summary>
    public static TheoryData<string> Fast => ["cpu", "opencl", "cuda"];

    /// <summary>Each of some cases on every device; of the slowest, which runs the same code as <c>opencl</c>, the first few are enough.</summary>
    public static TheoryData<string, string> With(IEnumerable<string> cases)
    {
        const int few = 3;
        return [.. All.SelectMany(row => ((string)row == "simulated" ? cases.Take(few) : cases).Select(one => ((string)row, one)))];
    }

    /// <summary>Opens a device, or skips the test that asks for it.</summary>
    public static ComputeDevice Open(string id)
    {
        try
        {
            return opened.GetOrAdd(id, name => new Lazy<ComputeDevice>(() => DeviceCatalogue.Open(name))).Value;
        }
        catch (UserException exception) when (id is "cpu:512" or "cpu:256"
            || (id == "cuda" && !IsCudaPromised) || (id == "opencl" && !IsBuildServer))
        {
            Assert.Skip($"{id}: {exception.Message}");
            throw;
        }
    }

    /// <summary>Skips a test that cannot run for a reason, or fails it on the build server.</summary>
    public static void Require(string? missing)
    {
        if (missing is not null && IsBuildServer)
        {
            Assert.Fail(missing);
        }

        Assert.SkipWhen(missing is not null, missing ?? "");
    }

    /// <summary>Whether everything that tests need must be there.</summary>
    public static bool IsBuildServer => IsTrue("CI");

    private static bool IsCudaPromised => IsTrue("TESTS_NEED_CUDA");

    private static bool IsTrue(string variable) =>
        string.Equals(Environment.GetEnvironmentVariable(variable), "true", StringComparison.OrdinalIgnoreCase);
}
