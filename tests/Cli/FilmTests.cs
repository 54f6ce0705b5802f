using GpuEcosystem.Engine.Display;
using GpuEcosystem.Tests.Imaging;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Films show what pictures of the same run show.</summary>
public sealed class FilmTests : IDisposable
{
    private static readonly string[] Tiny = ["run", "--preset", "small", "--width", "24", "--height", "16", "--device", "cpu"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a.gif")]
    [InlineData("a.webp")]
    public void EveryFrameIsThePictureOfItsStep(string name)
    {
        FilmFile film = Make(
            name, "--steps", "13", "--video-every", "3", "--video-scale", "1", "--images", folder["frames"], "--every", "3",
            "--image-scale", "1");
        Assert.Equal((24, 16), (film.Width, film.Height));
        Assert.Equal(-1, film.Repeats);
        string[] pictures = [.. Directory.GetFiles(folder["frames"]).Order(StringComparer.Ordinal)];
        Assert.Equal(5, pictures.Length);
        Assert.Equal(pictures.Length, film.Frames.Length);
        uint[] exact = Palette.Find("vivid").Colours(4);
        for (int frame = 0; frame < pictures.Length; frame++)
        {
            uint[] picture = FilmFile.ReadPicture(pictures[frame]);
            Assert.Contains(picture, exact.Contains);
            for (int i = 0; i < picture.Length; i++)
            {
                int tolerance = name == "a.webp" || exact.Contains(picture[i]) ? 0 : 2;
                AssertClose(picture[i], film.Frames[frame][i], tolerance);
            }
        }
    }

    [Theory]
    [InlineData("a.gif")]
    [InlineData("a.webp")]
    public void ACellIsASquareOfPixels(string name)
    {
        FilmFile small = Make(name, "--steps", "4", "--video-scale", "1");
        FilmFile large = Make("large" + name, "--steps", "4", "--video-scale", "3");
        Assert.Equal((72, 48), (large.Width, large.Height));
        Assert.Equal(small.Frames.Length, large.Frames.Length);
        for (int frame = 0; frame < small.Frames.Length; frame++)
        {
            for (int i = 0; i < large.Frames[frame].Length; i++)
            {
                Assert.Equal(small.Frames[frame][i / 72 / 3 * 24 + i % 72 / 3], large.Frames[frame][i]);
            }
        }
    }

    [Fact]
    public void APixelCanBeTheMeanOfASquareOfCells()
    {
        string[] steps = ["--steps", "2", "--images", folder["frames"], "--every", "2", "--image-scale", "1", "--video-scale", "1/5", "--overwrite"];
        FilmFile film = Make("a.webp", steps);
        Assert.Equal((5, 4), (film.Width, film.Height));
        uint[] cells = FilmFile.ReadPicture(folder["frames/00000002.png"]);
        long red = 0;
        for (int y = 0; y < 5; y++)
        {
            red += Enumerable.Range(5, 5).Sum(x => (int)(cells[y * 24 + x] & 0xff));
        }

        Assert.Equal((uint)Math.Round(red / 25.0, MidpointRounding.AwayFromZero), film.Frames[1][1] & 0xff);
        FilmFile gif = Make("a.gif", steps);
        Assert.Equal((5, 4), (gif.Width, gif.Height));
    }

    [Theory]
    [InlineData("a.gif", "30", new[] { 30, 40, 30, 30, 40, 30, 30 })]
    [InlineData("a.gif", "50", new[] { 20, 20, 20, 20, 20, 20, 20 })]
    [InlineData("a.webp", "30", new[] { 33, 34, 33, 33, 34, 33, 33 })]
    [InlineData("a.webp", "1", new[] { 1000, 1000, 1000, 1000, 1000, 1000, 1000 })]
    public void FramesComeAtTheRate(string name, string rate, int[] durations)
    {
        FilmFile film = Make(name, "--steps", "6", "--video-every", "1", "--video-rate", rate);
        Assert.Equal(durations, film.Durations);
    }

    [Theory]
    [InlineData("a.gif")]
    [InlineData("a.webp")]
    public void AnInterruptedFilmHasTheFramesSoFar(string name)
    {
        using CancellationTokenSource interruption = new();
        interruption.Cancel();
        Invocation result = Invocation.Of(interruption.Token, [.. Tiny, "--steps", "1000", "--video", folder[name]]);
        Assert.Equal(128, result.ExitCode);
        Assert.Single(FilmFile.Read(folder[name]).Frames);
    }

    [Fact]
    public void LayersAreShownInTheirOwnColours()
    {
        string[] arguments = ["--steps", "3", "--video-every", "3", "--video-scale", "1", "--image", folder["last.png"], "--image-scale", "1"];
        foreach (string layer in (string[])["aliveness:2", "channel:11", "channel:13", "activity", "win-rate"])
        {
            FilmFile film = Make("a.webp", [.. arguments, "--layer", layer]);
            Assert.Equal(FilmFile.ReadPicture(folder["last.png"]), film.Frames[^1]);
            FilmFile gif = Make("a.gif", [.. arguments, "--layer", layer]);
            for (int i = 0; i < gif.Frames[^1].Length; i++)
            {
                AssertClose(film.Frames[^1][i], gif.Frames[^1][i], 4);
            }
        }

        // The map of changes must have been kept from the first step on, though only the last state is drawn.
        Invocation.Of([.. Tiny, "--steps", "3", "--image", folder["alone.png"], "--image-scale", "1", "--layer", "activity"]);
        FilmFile activity = Make("a.webp", [.. arguments, "--layer", "activity"]);
        Assert.Equal(activity.Frames[^1], FilmFile.ReadPicture(folder["alone.png"]));
        Assert.True(activity.Frames[^1].Distinct().Count() > 2);
    }

    [Theory]
    [InlineData("--video a.avi", "cannot write 'a.avi': films are .gif, .webp or .mp4")]
    [InlineData("--video-rate 5", "--video-rate needs --video")]
    [InlineData("--layer attack --metrics m.csv", "--layer needs --image or --images or --video")]
    [InlineData("--video a.gif --video-scale 0", "--video-scale is S or 1/S with a whole S from 1 to 64; '0' is neither")]
    [InlineData("--video a.gif --video-scale 1/0", "--video-scale is S or 1/S with a whole S from 1 to 64; '1/0' is neither")]
    [InlineData("--video a.gif --video-scale 2.5", "--video-scale is S or 1/S with a whole S from 1 to 64; '2.5' is neither")]
    [InlineData(
        "--video a.gif --video-rate 60",
        "cannot write 'a.gif': such a film has at most 50 frames in a second; --video-rate is 60")]
    [InlineData(
        "--video a.webp --size 300 --video-scale 64",
        "cannot write 'a.webp': such a film has at most 16383 pixels on a side, not 19200; a smaller --video-scale makes fewer")]
    [InlineData(
        "--video a.gif --size 16384 --video-scale 3",
        "cannot write 'a.gif': a film of 49152 x 49152 pixels is too large; a smaller --video-scale makes fewer")]
    [InlineData(
        "--video a.gif --layer depth",
        "there is no layer 'depth'; there are territory, aliveness:SPECIES, attack, defence, channel:CHANNEL, win-rate, sun-divergence, activity")]
    [InlineData("--video a.gif --layer aliveness", "--layer aliveness:SPECIES needs a number from 1 to 4")]
    [InlineData("--video a.gif --layer aliveness:5", "--layer aliveness:SPECIES needs a number from 1 to 4")]
    [InlineData("--video a.gif --layer channel:14", "--layer channel:CHANNEL needs a number from 0 to 13")]
    [InlineData("--video a.gif --layer attack:1", "--layer attack takes no number")]
    [InlineData("--video a.gif --image ./a.gif", "--image and --video name the same file 'a.gif'")]
    public void WhatCannotBeFilmedIsRefusedBeforeTheRun(string arguments, string reason)
    {
        Invocation result = Invocation.Of([.. Tiny, .. arguments.Split(' ')]);
        Assert.Equal($"gpueco: {reason}\n", result.Error);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.False(File.Exists("a.gif"));
    }

    private FilmFile Make(string name, params string[] arguments)
    {
        Invocation result = Invocation.Of([.. Tiny, "--video", folder[name], .. arguments]);
        Assert.True(result.ExitCode == 0, result.Error);
        return FilmFile.Read(folder[name]);
    }

    private static void AssertClose(uint expected, uint actual, int tolerance)
    {
        for (int shift = 0; shift < 32; shift += 8)
        {
            int difference = (int)(expected >> shift & 0xff) - (int)(actual >> shift & 0xff);
            Assert.True(Math.Abs(difference) <= tolerance, $"{expected:x8} became {actual:x8}");
        }
    }
}
