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

    /// <summary>A link may lie in a file, and a link or a recipe come through a pipe.</summary>
    [Fact]
    public void A_link_may_come_from_a_file_or_a_pipe()
    {
        string recipe = folder["recipe.json"];
        Invocation run = Invocation.Of(["run", .. world, "--steps", "6", "--save-recipe", recipe, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        string link = Invocation.Of("link", recipe).Output.Trim();
        string file = folder.Write("link.txt", $"\ufeff\n  https://browser.example/{link}== \r\n");
        string[] repeat = ["--steps", "6", "--device", "cpu", "--json"];
        Invocation[] again =
        [
            Invocation.Of(["run", "--recipe", file, .. repeat]),
            ProgramProcess.RunWithInput($"{link}\n", ["run", "--recipe", "-", .. repeat]),
            ProgramProcess.RunWithInput("// no #r=\n" + File.ReadAllText(recipe), ["run", "--recipe", "-", "--device", "cpu", "--json"]),
        ];
        Assert.All(again, one => Assert.True(one.ExitCode == 0, one.Error));
        Assert.All(again, one => Assert.Equal((string)run.Json["stateHash"]!, (string)one.Json["stateHash"]!));
        Assert.Equal(link, ProgramProcess.RunWithInput(File.ReadAllText(recipe), "link", "-").Output.Trim());
    }

    /// <summary>What is no recipe is refused in one line.</summary>
    [Fact]
    public void What_is_no_recipe_is_refused()
    {
        Invocation result = Invocation.Of("link", folder.Write("x.json", "{}"));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("x.json", result.Error);
        Assert.Single(result.Error.TrimEnd().Split('\n'));

        string file = folder.Write("link.txt", "#r=abc and more\n");
        Assert.StartsWith($"gpueco: {file}: the link: what follows #r= is not base64url", Invocation.Of("run", "--recipe", file).Error);
        Invocation empty = ProgramProcess.RunWithInput("", "run", "--recipe", "-");
        Assert.Equal(2, empty.ExitCode);
        Assert.StartsWith("gpueco: standard input: not valid JSON, line 1, column 1: ", empty.Error);
    }
}
