using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Tests.Cli;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>The worlds that come with the program are what their recipes make.</summary>
public class GrownWorldTests
{
    // They take half a minute or more to grow; who wants to see all of them grow says so.
    private static bool GrowsAll => Environment.GetEnvironmentVariable("TESTS_GROW") == "all";

    public static TheoryData<string> Names => [.. GrownWorlds.Names];

    [Fact]
    public void There_are_some_and_the_first_is_one_of_them()
    {
        Assert.InRange(GrownWorlds.Names.Count, 3, 8);
        Assert.NotNull(GrownWorlds.Find(GrownWorlds.First.ToUpperInvariant()));
        Assert.Null(GrownWorlds.Find("nothing"));
    }

    /// <summary>A file is small, and keeps the recipe that stands beside it.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_file_has_the_recipe_that_stands_beside_it(string name)
    {
        string file = GrownWorlds.Find(name)!;
        Assert.InRange(new FileInfo(file).Length, 1, 2 << 20);
        Recipe recipe = Recipe.Load(GrownWorlds.RecipeOf(name));
        Assert.Equal(recipe.ToJson(), WorldFile.ReadRecipe(file).ToJson());
        Assert.Equal(recipe.Steps, WorldFile.ReadPlace(file).Step);
        Assert.Contains($"--load {name}\t", Invocation.Of("presets").Output);
        Assert.NotEmpty(GrownWorlds.Explain(name));
    }

    /// <summary>The recipe makes the file's world, bit by bit.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_recipe_grows_its_world(string name)
    {
        Assert.SkipUnless(GrowsAll || name is "tide" or "agar", "grows with TESTS_GROW=all");
        string grown = StateHash("--load", name, "--steps", "0");
        Assert.Equal(grown, StateHash("--recipe", GrownWorlds.RecipeOf(name)));
    }

    private static string StateHash(params string[] arguments)
    {
        Invocation result = Invocation.Of(["run", "--json", "--device", "cpu", .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return (string)result.Json["stateHash"]!;
    }
}
