using System.Text.Json.Nodes;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>What a stranger sends in after <c>gpueco diagnose</c>.</summary>
public sealed class DiagnoseTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ADeviceIsDiagnosed()
    {
        string file = folder["report.json"];
        Invocation result = Invocation.Of("diagnose", "--device", "cpu", "--seconds", "20", "--out", file, "--json");
        Assert.True(result.ExitCode == 0, result.Output);
        JsonObject report = result.Json;
        Assert.Equal(File.ReadAllText(file).TrimEnd(), result.Output.TrimEnd());
        Assert.True((bool)report["complete"]!);
        Assert.False((bool)report["failed"]!);
        Assert.Null(report["refusal"]);
        Assert.NotEmpty((string)report["programVersion"]!);
        Assert.NotEmpty((string)report["system"]!["processor"]!);
        Assert.Equal(Environment.ProcessorCount, (int)report["system"]!["cores"]!);
        Assert.Contains(report["devices"]!.AsArray(), one => (string)one!["id"]! == "cpu");
        Assert.Equal("cpu", (string)report["device"]!["kind"]!);

        // What there was time for went well; how much that is depends on the machine.
        Dictionary<string, string> stages = report["stages"]!.AsArray().ToDictionary(one => (string)one!["name"]!, one => (string)one!["state"]!);
        Assert.Equal("passed", stages["open"]);
        Assert.All(stages.Values, state => Assert.Contains(state, (string[])["passed", "incomplete", "skipped"]));
        Assert.All(report["cases"]!.AsArray(), one => Assert.True((bool)one!["passed"]!));
        Assert.All(report["runs"]!.AsArray(), one => Assert.Equal((string)one!["firstHash"]!, (string)one["secondHash"]!));
        Assert.All(report["runs"]!.AsArray(), one => Assert.Equal(0, (long)one!["gridNumbersApart"]!));

        // The page says the same.
        string page = File.ReadAllText(folder["report.txt"]);
        Assert.Contains((string)report["device"]!["name"]!, page);
        Assert.Contains((string)report["programVersion"]!, page);
        Assert.All(stages.Keys, name => Assert.Contains($"\n{name} ", page));
    }

    [Fact]
    public void NobodyIsNamed()
    {
        string home = Directory.CreateDirectory(folder["the-home-of somebody"]).FullName;
        string current = Directory.CreateDirectory(folder["where-somebody-works"]).FullName;
        Dictionary<string, string?> environment = new()
        {
            ["HOME"] = home,
            ["POCL_CACHE_DIR"] = Path.Combine(home, "compiled kernels"),
            ["CUDA_CACHE_PATH"] = current,
        };
        Invocation result = ProgramProcess.RunIn(current, environment, "diagnose", "--device", "cpu", "--seconds", "10");
        Assert.True(result.ExitCode == 0, result.Error);
        string[] files = Directory.GetFiles(current);
        Assert.Equal([".json", ".txt"], files.Select(Path.GetExtension).Order());
        Assert.All(files, file => Assert.StartsWith("diagnose-", Path.GetFileName(file)));
        foreach (string text in files.Select(File.ReadAllText).Append(result.Output))
        {
            Assert.Contains("CUDA_CACHE_PATH", text);
            Assert.DoesNotContain("somebody", text);
            Assert.DoesNotContain(folder.Path, text);
            Assert.DoesNotContain(Environment.MachineName, text);
            Assert.DoesNotMatch($@"\b{Environment.UserName}\b", text);
        }
    }

    [Fact]
    public void AProcessThatIsKilledLeavesWhatItKnew()
    {
        string file = folder["report.json"];
        ProgramProcess.KillWhen(
            () => File.Exists(file) && File.ReadAllText(file).Contains("\"running\"", StringComparison.Ordinal)
                && File.ReadAllText(file).Contains("\"verify\"", StringComparison.Ordinal),
            "diagnose", "--device", "cpu", "--out", file);
        JsonObject report = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.False((bool)report["complete"]!);
        Assert.Equal("cpu", (string)report["device"]!["id"]!);
        Assert.NotEmpty(report["devices"]!.AsArray());
        Assert.Equal("passed", (string)report["stages"]![1]!["state"]!);
        Assert.Contains("\nopen ", File.ReadAllText(folder["report.txt"]));
    }

    [Fact]
    public void ADeviceThatIsNotThereIsReportedAndRefused()
    {
        string file = folder["report.json"];
        Invocation result = Invocation.Of("diagnose", "--device", "opencl:99", "--out", file);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("gpueco: there is no device 'opencl:99'", result.Error);
        JsonObject report = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        Assert.Contains("opencl:99", (string)report["refusal"]!);
        Assert.True(report["devices"]!.AsArray().Count > 1);
        JsonNode open = report["stages"]!.AsArray()[^1]!;
        Assert.Equal("open", (string)open["name"]!);
        Assert.Equal("error", (string)open["state"]!);
        Assert.Contains("\nrefused  there is no device", File.ReadAllText(folder["report.txt"]));
    }

    [Theory]
    [InlineData("simulated", "report.json", "no hardware")]
    [InlineData("cpu", "report.txt", "ends with .json")]
    [InlineData("cpu", "nowhere/report.json", "does not exist")]
    public void WhatMakesNoSenseIsRefused(string device, string file, string reason)
    {
        Invocation result = Invocation.Of("diagnose", "--device", device, "--out", folder[file]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(reason, result.Error.TrimEnd('\n').Split('\n')[^1]);
    }

    [Fact]
    public void AnInterruptionEndsItWithWhatIsThere()
    {
        using CancellationTokenSource interruption = new();
        interruption.Cancel();
        Invocation result = Invocation.Of(interruption.Token, "diagnose", "--device", "cpu", "--out", folder["report.json"], "--json");
        Assert.Equal(128, result.ExitCode);
        Assert.False((bool)result.Json["complete"]!);
        Assert.Contains("this is not the whole diagnosis", File.ReadAllText(folder["report.txt"]));
    }
}
