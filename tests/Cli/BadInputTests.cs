using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Whatever a user gets wrong ends in one line and exit code 2.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "a verb is needed: run, view, serve, branch, sweep, evolve, worker, archive, presets, profile, plot, devices, verify, diagnose, convert, link, circuit; --help says more")]
    [InlineData("walk", "there is no verb 'walk'; the verbs are run, view, serve, branch, sweep, evolve, worker, archive, presets, profile, plot, devices, verify, diagnose, convert, link, circuit")]
    [InlineData("run --stpes 5", "there is no option '--stpes'; did you mean --steps?")]
    [InlineData("run --frobnicate", "there is no option '--frobnicate'")]
    [InlineData("run 5", "'5' belongs to no option")]
    [InlineData("run @arguments", "'@arguments' belongs to no option")]
    [InlineData("run --steps many", "--steps must be a whole number from 0 on, or until: and such a number; 'many' is not")]
    [InlineData("run --steps -1", "--steps must be a whole number from 0 on, or until: and such a number; '-1' is not")]
    [InlineData("run --width wide", "GridWidth must be a whole number between 8 and 65536; 'wide' is not one")]
    [InlineData("run --size 4", "GridWidth must lie between 8 and 65536; 4 does not")]
    [InlineData("run --species 99", "Species must lie between 1 and 64; 99 does not")]
    [InlineData("run --seed -1", "Seed must be a whole number between 0 and 18446744073709551615; '-1' is not one")]
    [InlineData("run --set GrowthGate=3", "there is no parameter 'GrowthGate'; did you mean GrowthGateSteepness?")]
    [InlineData("run --set Rules=Petri", "there are no rules 'Petri'; there are Ecosystem, PetriDish, PetriDishDuel, LogicCircuit")]
    [InlineData("run --set Rules=PetriDish --set SunMode=Global", "there is no parameter 'SunMode' under Rules = PetriDish")]
    [InlineData("run --set LearningRate[9]=0.1", "LearningRate[9] names species 9, but Species is 5")]
    [InlineData("run --set Dropout", "'Dropout' sets nothing; write Name=Value or Name[n]=Value")]
    [InlineData(
        "run --preset huge",
        "there is no preset 'huge'; the presets are brains, crowd, default, duel, edge-of-chaos, logic-checkerboard, logic-checkerboard-async, logic-flower, "
        + "logic-life, maze, petri-dish, petri-dish-duel, seasons, small")]
    [InlineData("run --config no.json", "there is no file 'no.json'")]
    [InlineData("run --every 5", "--every needs --images")]
    [InlineData("run --metrics-every 5", "--metrics-every needs --metrics")]
    [InlineData("run --images x --every 0", "--every must be a whole number from 1 on; '0' is not one")]
    [InlineData("run --image a --dump-grid ./a", "--image and --dump-grid name the same file './a'")]
    [InlineData("run --image a.eco --save ./a.eco", "--image and --save name the same file './a.eco'")]
    [InlineData("run --save a.zip", "the name of a world file ends with .eco or .petri; 'a.zip' does not")]
    [InlineData("run --load no.eco", "there is no file 'no.eco'")]
    [InlineData(
        "run --load no.eco --preset duel", "--preset makes a new world and --load goes on with an old one; give one of them")]
    [InlineData("run --load a.eco --config b", "--config makes a new world and --load goes on with an old one; give one of them")]
    [InlineData("run --resume nowhere", "there is no folder 'nowhere' with autosaves")]
    [InlineData("run --autosave-dir x", "--autosave-dir needs --autosave")]
    [InlineData("branch no.eco --out x", "say what the branches differ by: --vary Name=a,b,c, --seeds a,b,c or --branches K")]
    [InlineData("branch no.eco --out x --vary Dropout", "'Dropout' varies nothing; write Name=a,b,c or Name[n]=a,b,c")]
    [InlineData("branch no.eco --out x --seeds 1 --branches 2", "--branches and --seeds both say which seeds; give one of them")]
    [InlineData("branch no.eco --out x --vary Dropout=0 --vary dropout=0.1", "Dropout is varied twice; give all its values at once")]
    [InlineData("verify --cases nowhere", "there are no conformance cases in 'nowhere'")]
    public void TheOneLineSaysWhatIsWrong(string arguments, string reason) => Refused(
        arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        reason);

    [Theory]
    [InlineData("run --steps")]
    [InlineData("run --set")]
    [InlineData("run --steps 1 --steps 2")]
    [InlineData("run --palette mud --device cpu")]
    [InlineData("run --steps 1 --device abacus")]
    [InlineData("verify --device abacus")]
    [InlineData("run --steps 1 --device cpu --width 65536 --height 65536")]
    public void ThereIsNothingButTheLine(string arguments) => Refused(arguments.Split(' '), reason: null);

    [Fact]
    public void OutputsThatCannotBeWrittenAreRefusedBeforeTheRun()
    {
        string missing = folder["no/a.png"];
        Refused(["run", "--image", missing], $"cannot write '{missing}': the folder '{folder["no"]}' does not exist");
        Refused(["run", "--metrics", folder.Path], $"cannot write '{folder.Path}': it is a folder, a file is needed");
        Refused(["run", "--dump-grid", ""], "a file name is needed, not an empty text");
        string file = folder.Write("file", "");
        Refused(
            ["run", "--images", file],
            $"cannot write pictures to '{file}': it is not a folder and none can be made");
    }

    /// <summary>A name that promises another kind of file than there will be.</summary>
    [Theory]
    [InlineData("run --image", "a.jpg", "pictures are .png")]
    [InlineData("run --image", "a", "pictures are .png")]
    [InlineData("run --dump-grid", "a.npy", "dumped grids are .f32 or .npz")]
    [InlineData("run --save-recipe", "a.eco", "recipes are .json")]
    [InlineData("run --video", "a.avi", "films are .gif, .webp or .mp4")]
    [InlineData("run --metrics", "a.tsv", "metrics are .csv or .parquet")]
    [InlineData("view --screenshot", "a.webp", "screenshots are .png")]
    [InlineData("view --save-recipe", "a.txt", "recipes are .json")]
    [InlineData("profile --trace", "a.png", "traces are .json")]
    public void AnEndingThatIsNotWrittenIsRefusedBeforeTheRun(string arguments, string name, string reason)
    {
        Refused([.. arguments.Split(' '), folder[name]], $"cannot write '{folder[name]}': {reason}");
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void EndingsMayBeCapitals()
    {
        string[] files = [folder["A.PNG"], folder["A.F32"], folder["A.JSON"]];
        Invocation run = Invocation.Of(
            "run", "--preset", "small", "--size", "16", "--device", "cpu", "--steps", "1",
            "--image", files[0], "--dump-grid", files[1], "--save-recipe", files[2]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.All(files, file => Assert.True(File.Exists(file)));
    }

    [Fact]
    public void OneBadOutputLeavesNothingOfTheOthers()
    {
        Refused(["run", "--metrics", folder["m.csv"], "--image", folder["no/a.png"]], reason: null);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void AnEmptyFolderHoldsNoCases() =>
        Refused(["verify", "--cases", folder.Path], $"there are no conformance cases in '{folder.Path}'");

    [Fact]
    public void AMistakeInAFileNamesTheFile()
    {
        string path = folder.Write("world.json", """{ "Species": 3, 5 }""");
        Invocation refused = Refused(["run", "--config", path], reason: null);
        Assert.StartsWith($"gpueco: {path}: not valid JSON, line 1, column 17: ", refused.Error);
    }

    // A line about the device may come first, where the device has to be opened to find out.
    private static Invocation Refused(string[] arguments, string? reason)
    {
        Invocation result = Invocation.Of(arguments);
        IEnumerable<string> lines = result.Error.TrimEnd('\n').Split('\n')
            .Where(line => !line.StartsWith("device ", StringComparison.Ordinal));
        string line = Assert.Single(lines);
        Assert.StartsWith("gpueco: ", line);
        if (reason is not null)
        {
            Assert.Equal($"gpueco: {reason}", line);
        }

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        return result;
    }
}
