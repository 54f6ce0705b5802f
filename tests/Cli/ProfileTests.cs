using System.Text.Json.Nodes;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

public sealed class ProfileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("cpu")]
    [InlineData("opencl")]
    public void EveryKernelIsHeldAgainstTheMachine(string device)
    {
        Devices.Open(device);
        JsonObject report = Profile(device).Json;
        double peak = (double)report["machine"]!["peakGflops"]!;
        JsonNode network = report["network"]!;
        double milliseconds = (double)network["milliseconds"]!;
        Assert.Equal(device, ((string)report["device"]!).Split(':')[0]);
        Assert.True((double)report["machine"]!["peakGBs"]! > 0);

        // 4 species of 16 wide networks: encoder 14·9·16, two blocks of 2·32·16 + 32·9, decoder 16·14.
        double multiplyAdds = 4.0 * 24 * 24 * (14 * 9 * 16 + 2 * (2 * 32 * 16 + 32 * 9) + 16 * 14);
        Assert.Equal(2e-6 * multiplyAdds / milliseconds, (double)network["gflops"]!, 1e-6);
        Assert.Equal((double)network["gflops"]! / peak, (double)network["fractionOfPeak"]!, 1e-9);
        Assert.InRange((double)report["step"]!["milliseconds"]!, 0.5 * milliseconds, double.MaxValue);
        Assert.True((double)report["learningStep"]!["milliseconds"]! > 0);
        string[] names = [.. report["kernels"]!.AsArray().Select(kernel => (string)kernel!["name"]!)];
        Assert.All(
            (string[])["Encoder", "Pointwise", "StateUpdate", "AlivenessUpdate", "EncoderGradient", "OptimizerStep"],
            name => Assert.Contains(name, names));
        Assert.Equal(names.Distinct(), names);
        foreach (JsonNode? kernel in report["kernels"]!.AsArray())
        {
            Assert.True((int)kernel!["launches"]! > 0);
            Assert.True((double)kernel["milliseconds"]! >= 0);
            Assert.InRange((double)kernel["gflops"]!, 0, double.MaxValue);
            Assert.InRange((double)kernel["gBs"]!, 0, double.MaxValue);
            Assert.Contains((string)kernel["limit"]!["name"]!, (string[])["arithmetic", "memory", "launches", "few groups"]);
            Assert.True((double)kernel["limit"]!["milliseconds"]! >= (double)kernel["leastMilliseconds"]!);

            // The CPU has no groups; elsewhere every kernel has some.
            Assert.Equal(device != "cpu", (long)kernel["shape"]!["groups"]! > 0);
            Assert.Equal(device != "cpu", kernel["limit"]!["waves"] is not null);
        }

        // Networks on 24 x 24 cells do far more arithmetic than they move; so what arithmetic takes is all that counts.
        JsonNode encoder = report["kernels"]!.AsArray().Single(kernel => (string)kernel!["name"]! == "EncoderGradient")!;
        double least = (double)encoder["milliseconds"]! * (double)encoder["gflops"]! / peak;
        Assert.Equal(least, (double)encoder["leastMilliseconds"]!, 1e-6 * least);
    }

    [Fact]
    public void WithoutLearningThereIsNoLearningStep()
    {
        JsonObject report = Profile("cpu", "--no-learning", "--set", "NetworkWidth[2]=24", "--set", "NetworkKind[4]=Plain").Json;
        Assert.Null(report["learningStep"]);

        // Those of like networks share their time, and all together take about as long as when they run one after the other.
        JsonNode[] species = [.. report["network"]!["species"]!.AsArray().Select(one => one!)];
        Assert.Equal(4, species.Length);
        Assert.Equal((double)species[0]["milliseconds"]!, (double)species[2]["milliseconds"]!);
        Assert.Equal([4864, 8832, 4864, 16 * (14 * 9 + 2 * 16 * 9 + 14)], species.Select(one => (long)one["weights"]!));
        Assert.All(species, one => Assert.True((double)one["milliseconds"]! > 0));
        Assert.DoesNotContain(report["kernels"]!.AsArray(), kernel => (string)kernel!["name"]! == "EncoderGradient");
    }

    [Fact]
    public void TheTraceHoldsEveryLaunchOfAStep()
    {
        string path = folder["trace.json"];
        JsonObject report = Profile("cpu", "--trace", path).Json;
        JsonArray events = JsonNode.Parse(File.ReadAllText(path))!["traceEvents"]!.AsArray();
        JsonNode[] launches = [.. events.Where(one => (string)one!["ph"]! == "X").Select(one => one!)];
        Assert.Equal(report["kernels"]!.AsArray().Sum(kernel => (int)kernel!["launches"]!), launches.Length);
        for (int i = 1; i < launches.Length; i++)
        {
            // Rounded to a tenth of a microsecond, one launch begins after the other's end.
            double end = (double)launches[i - 1]["ts"]! + (double)launches[i - 1]["dur"]!;
            Assert.True((double)launches[i]["ts"]! >= end - 0.25, $"launch {i} begins before the end of the one before");
        }
    }

    [Fact]
    public void TooFewRepetitionsAreRefused()
    {
        Invocation result = Invocation.Of("profile", "--device", "cpu", "--repetitions", "3");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--repetitions must be a whole number from 9 on", result.Error);
    }

    [Fact]
    public void ASimulatedDeviceIsNotMeasured()
    {
        Invocation result = Invocation.Of("profile", "--device", "simulated");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("not measured", result.Error);
    }

    [Fact]
    public void WithoutATerminalTheTableIsPlainText()
    {
        Invocation result = Invocation.Of("profile", "--device", "cpu", "--preset", "small", "--size", "24", "--repetitions", "9");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\nkernel\tlaunches\tms\tshare\t", result.Output);
    }

    private static Invocation Profile(string device, params string[] more)
    {
        Invocation result = Invocation.Of(
            ["profile", "--device", device, "--preset", "small", "--size", "24", "--repetitions", "9", "--json", .. more]);
        Assert.Equal(0, result.ExitCode);
        return result;
    }
}
