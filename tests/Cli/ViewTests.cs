using System.Diagnostics;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Viewer;
using GpuEcosystem.Viewer;
using GpuEcosystem.Viewer.Windowing;
using Silk.NET.OpenGL;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>The verb <c>view</c> opens a window, or says in one line why it cannot.</summary>
[Collection("viewer")]
public sealed class ViewTests
{
    private static readonly string[] smallWorld = ["view", "--preset", "small", "--size", "48", "--device", "cpu"];

    /// <summary>After the frames asked for the window closes, and what it showed is a file.</summary>
    [Fact]
    public void It_leaves_after_some_frames()
    {
        VirtualDisplay.Require();
        using TemporaryFolder folder = new();
        string path = folder["window.png"];
        Invocation result = Invocation.Of([.. smallWorld, "--frames", "40", "--screenshot", path, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Equal("cpu", (string)result.Json["device"]!);
        Assert.Equal("HostMapped", (string)result.Json["pixelPath"]!);
        Assert.Equal(40, (int)result.Json["frames"]!);
        Assert.True((double)result.Json["framesPerSecond"]! > 0);
        Assert.True((double)result.Json["stepsPerSecond"]! > 0);
        using SKBitmap picture = SKBitmap.Decode(path);
        Assert.True(picture.Pixels.Distinct().Count() > 50, "the window was empty");
    }

    /// <summary>What a window shows has a recipe, which makes the same world again with and without a window.</summary>
    [Fact]
    public void It_writes_and_follows_a_recipe()
    {
        VirtualDisplay.Require();
        using TemporaryFolder folder = new();
        string recipe = folder["recipe.json"];
        Invocation first = Invocation.Of([.. smallWorld, "--seed", "5", "--frames", "20", "--save-recipe", recipe, "--json"]);
        Assert.True(first.ExitCode == 0, first.Error);
        Recipe recorded = Recipe.Load(recipe);
        Assert.Equal((long)first.Json["steps"]!, recorded.Steps);
        Assert.Equal(5UL, recorded.Start.Parameters.Seed);

        Recipe changed = recorded with { Actions = [new TimedAction(0, new DrawStroke(Brush.Wall, 0, 5, 5, 9, 9, 1))] };
        File.WriteAllText(recipe, changed.ToJson());
        string again = folder["again.json"];
        Invocation second = Invocation.Of(
            "view", "--device", "cpu", "--recipe", recipe, "--frames", "20", "--save-recipe", again);
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.Equal(changed.ToJson(), (Recipe.Load(again) with { Steps = recorded.Steps }).ToJson());
    }

    /// <summary>Without --json a person reads what came of it.</summary>
    [Fact]
    public void A_person_reads_a_line()
    {
        VirtualDisplay.Require();
        Invocation result = Invocation.Of([.. smallWorld, "--frames", "3"]);
        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("3 frames, ", result.Output);
    }

    /// <summary>Somebody who ends the program in the middle of a long step gets it to end, in order.</summary>
    [Fact]
    public void It_ends_in_the_middle_of_a_step()
    {
        VirtualDisplay.Require();
        using TemporaryFolder home = new();
        Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", home.Path);
        using CancellationTokenSource interruption = new(TimeSpan.FromSeconds(1.5));
        long start = Stopwatch.GetTimestamp();
        Invocation result = Invocation.Of(interruption.Token, "view", "--size", "640", "--device", "cpu");
        Assert.True(result.ExitCode == 128, result.Error);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60));
        Assert.Contains("? lists all keys, Space pauses, and Ctrl+Q leaves", result.Error);
        Assert.False(FirstUse.Take(), "the first time has not been remembered");
    }

    /// <summary>What cannot work is refused before a window opens.</summary>
    [Theory]
    [InlineData("--frames", "0", "--frames must be a whole number from 1 on; '0' is not one")]
    [InlineData("--screenshot", "/no/such/folder/x.png", "/no/such/folder")]
    [InlineData("--save-recipe", "/no/such/folder/x.json", "/no/such/folder")]
    [InlineData("--palette", "ultraviolet", "there is no palette 'ultraviolet'")]
    public void Bad_options_are_refused(string option, string value, string message)
    {
        Invocation result = Invocation.Of([.. smallWorld, option, value]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error);
    }

    /// <summary>Where there is no screen, one line says so and names the verb that needs none.</summary>
    [Fact]
    public void Without_a_display_one_line_says_so()
    {
        string line = RefusedWith(new("DISPLAY", null), new("WAYLAND_DISPLAY", null));
        Assert.Contains("no display", line);
        Assert.Contains("'gpueco run'", line);
    }

    /// <summary>A driver that is too old is named; Mesa can play one.</summary>
    [Fact]
    public void Old_OpenGL_is_named()
    {
        using (Window window = VirtualDisplay.Open("driver", 64, 48, visible: false))
        {
            string version = window.Gl.GetStringS(StringName.Version);
            Assert.SkipUnless(version.Contains("Mesa", StringComparison.Ordinal), version);
        }

        Assert.Contains(
            "the viewer needs OpenGL 3.3, and this display's driver has 3.0", RefusedWith(new KeyValuePair<string, string?>("MESA_GL_VERSION_OVERRIDE", "3.0")));
    }

    // GLFW reads the display and the driver once in a process, so another one is told of others.
    private static string RefusedWith(params IEnumerable<KeyValuePair<string, string?>> variables)
    {
        VirtualDisplay.Require();
        Invocation result = ProgramProcess.Run(new Dictionary<string, string?>(variables), smallWorld);
        Assert.Equal(2, result.ExitCode);
        Assert.DoesNotContain("   at ", result.Error);
        return result.Error.TrimEnd().Split('\n')[^1];
    }
}
