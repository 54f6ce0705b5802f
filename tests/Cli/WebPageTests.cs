using System.Text.Json;
using GpuEcosystem.Engine.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>What docs/web.md shows to be typed steers a world.</summary>
public sealed class WebPageTests : IDisposable
{
    private const string Page = "docs/web.md";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The lines for curl and for Python, one after the other, on one world.</summary>
    [Fact]
    public void Its_blocks_run()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && (File.Exists("/usr/bin/curl") || Environment.GetEnvironmentVariable("CI") is not null), "there is no curl");
        string program = string.Join(' ', ProgramProcess.Command("gpueco.dll").Select(word => $"'{word}'"));
        string curl = MarkdownCode.Of(Page, "```sh curl").Replace("--json", "--json --port 0 --device cpu", StringComparison.Ordinal);
        File.WriteAllText(folder["steer.py"], MarkdownCode.Of(Page, "```python"));
        string script = $$"""
            set -eu
            trap 'kill $(jobs -p)' EXIT
            gpueco() { exec {{program}} "$@"; }
            {{curl}}
            python3 steer.py
            ask $world/world --output world.json
            """;
        Invocation made = ProgramProcess.RunCommand(new Dictionary<string, string?>(), ["bash", "-c", script], folder[""]);
        Assert.True(made.ExitCode == 0, made.Error);
        Assert.Contains("0.003 [", made.Output, StringComparison.Ordinal);
        Assert.InRange(new FileInfo(folder["world.png"]).Length, 500, int.MaxValue);

        // Five steps by curl before the world was saved, and five for each of Python's rates after it.
        using JsonDocument world = JsonDocument.Parse(File.ReadAllText(folder["world.json"]));
        long saved = WorldFile.ReadPlace(folder["world.eco"]).Step;
        Assert.InRange(saved, 5, long.MaxValue);
        Assert.Equal(saved + 15, world.RootElement.GetProperty("step").GetInt64());
    }
}
