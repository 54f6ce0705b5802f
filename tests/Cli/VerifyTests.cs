using System.Text.Json.Nodes;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

public sealed class VerifyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ACaseIsJudged()
    {
        CopyShippedCase("small-full");
        Invocation result = Invocation.Of("verify", "--device", "cpu", "--forward-only", "--cases", folder.Path, "--json");
        JsonObject report = result.Json;
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("cpu", (string)report["device"]!);
        Assert.Equal(1, (int)report["passed"]!);
        Assert.Equal(0, (int)report["failed"]!);
        JsonNode only = Assert.Single(report["cases"]!.AsArray())!;
        Assert.Equal("small-full", (string)only["name"]!);
        Assert.True((bool)only["passed"]!);
        Assert.True((double)only["worstForwardError"]! < 2e-5);
        Assert.Null(only["worstGradientError"]);
        Assert.NotNull(only["message"]);
    }

    [Fact]
    public void GradientsAreJudgedUnlessLeftOut()
    {
        CopyShippedCase("small-full");
        Invocation result = Invocation.Of("verify", "--device", "cpu", "--cases", folder.Path, "--json");
        Assert.True((double)result.Json["cases"]![0]!["worstGradientError"]! < 2e-4);
    }

    [Fact]
    public void WithoutATerminalTheResultIsPlainText()
    {
        CopyShippedCase("small-full");
        Invocation result = Invocation.Of("verify", "--device", "cpu", "--forward-only", "--cases", folder.Path);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("\nsmall-full\tpassed\t", result.Output);
        Assert.EndsWith("1 passed, 0 failed on cpu\n", result.Output);
    }

    [Fact]
    public void ADamagedCaseIsNamedAndHidesNoOther()
    {
        CopyShippedCase("small-full");
        CopyShippedCase("win-rate");
        File.WriteAllText(folder["small-full/case.json"], "{");
        Invocation result = Invocation.Of("verify", "--device", "cpu", "--forward-only", "--cases", folder.Path);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("\nsmall-full\tNOT READ\t\t\t", result.Output);
        Assert.Contains("\nwin-rate\tpassed\t", result.Output);
        Assert.EndsWith("1 passed, 0 failed, 1 could not be read on cpu\n", result.Output);
    }

    [Fact]
    public void CasesOfAllRulesAreComputedAndOneThatIsDamagedHidesNoOther()
    {
        CopyShippedCase("small-full");
        CopyShippedCase("petri-dish/one-step");
        CopyShippedCase("petri-dish/pool");
        CopyShippedCase("petri-dish/trajectory");
        File.WriteAllText(folder["petri-dish/pool/case.json"], "{ \"parameters\": { \"rules\": \"petriDish\" } }");
        Invocation result = Invocation.Of("verify", "--device", "cpu", "--cases", folder.Path);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("\npetri-dish/one-step\tpassed\t", result.Output);
        Assert.Contains("\npetri-dish/pool\tNOT READ\t\t\t", result.Output);
        Assert.Contains("\npetri-dish/trajectory\tpassed\t", result.Output);
        Assert.Contains("\nsmall-full\tpassed\t", result.Output);
        Assert.EndsWith("3 passed, 0 failed, 1 could not be read on cpu\n", result.Output);
    }

    [Fact]
    public void AnInterruptedVerificationFails()
    {
        using CancellationTokenSource interruption = new();
        interruption.Cancel();
        Invocation result = Invocation.Of(interruption.Token, "verify", "--device", "cpu", "--json");
        Assert.Equal(128, result.ExitCode);
        Assert.EndsWith("gpueco: interrupted\n", result.Error);
        Assert.Empty(result.Output);
    }

    private void CopyShippedCase(string name)
    {
        string target = Directory.CreateDirectory(folder[name]).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "conformance", name)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }
}
