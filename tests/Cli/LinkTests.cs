using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>A recipe becomes a link of the browser platform, which is the same recipe again.</summary>
public sealed class LinkTests : IDisposable
{
    private static readonly string[] world =
    [
        "--size", "16", "--species", "2", "--set", "Coupling=Shared", "--set", "StateChannels=4", "--set", "NetworkWidth=8",
        "--set", "NetworkDepth=0", "--set", "UpdateProbability=0.8", "--seed", "5", "--device", "cpu",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A run of the link comes to the same bits as the run that was recorded.</summary>
    [Fact]
    public void A_link_repeats_the_run()
    {
        string recipe = folder["recipe.json"];
        Invocation run = Invocation.Of(["run", .. world, "--steps", "6", "--save-recipe", recipe, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        Invocation written = Invocation.Of("link", recipe);
        Assert.True(written.ExitCode == 0, written.Error);
        string link = written.Output.Trim();
        Assert.StartsWith("#r=", link);
        Invocation again = Invocation.Of("run", "--recipe", link, "--steps", "6", "--device", "cpu", "--json");
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal((string)run.Json["stateHash"]!, (string)again.Json["stateHash"]!);
        Assert.Equal(link, (string)Invocation.Of("link", recipe, "--json").Json["link"]!);
    }

    /// <summary>What is no recipe is refused in one line.</summary>
    [Fact]
    public void What_is_no_recipe_is_refused()
    {
        Invocation result = Invocation.Of("link", folder.Write("x.json", "{}"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("x.json", result.Error);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }
}
