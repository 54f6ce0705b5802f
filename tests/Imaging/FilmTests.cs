using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Imaging.Films;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Kernels.Layout;
using Xunit;

namespace GpuEcosystem.Tests.Imaging;

/// <summary>Films have the size that suits a grid, and a GIF's frames come back pixel by pixel.</summary>
public sealed class FilmTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("vivid", 24)]
    [InlineData("monochrome", 24)]
    [InlineData("colorblind", 1)]
    public void TheTableOfAGifHasThePalettesColours(string name, int species)
    {
        Palette palette = Palette.Find(name);
        foreach (bool averages in (bool[])[false, true])
        {
            GifColours colours = GifColours.Of(new PictureStyle(new(Layer.Territory), palette), species, averages);
            byte[] table = colours.Table;
            Assert.Equal(3 * 256, table.Length);
            Assert.All(palette.Colours(species), colour =>
            {
                int index = colours.IndexOf(colour);
                Assert.NotEqual(GifColours.Transparent, index);
                Assert.Equal(colour & 0xffffff, (uint)(table[3 * index] | table[3 * index + 1] << 8 | table[3 * index + 2] << 16));
            });
        }
    }

    // Every pattern of lengths: one pixel, runs, and noise that fills the code table several times over.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 300)]
    [InlineData(255, 1)]
    [InlineData(200, 160)]
    public void CompressedFramesCanBeRead(int width, int height)
    {
        Random random = new(7);
        GifColours colours = GifColours.Of(new PictureStyle(new(Layer.Territory), Palette.Find("vivid")), 5, averages: false);
        byte[] table = colours.Table;
        uint[][] frames = new uint[4][];
        FilmFormat format = new(width, height, new PictureScale(1, 1), 10);
        using (GifFilm film = new(folder["noise.gif"], format, colours))
        {
            for (int frame = 0; frame < frames.Length; frame++)
            {
                int kinds = frame == 0 ? 1 : 1 << 2 * frame;
                frames[frame] = [.. Enumerable.Range(0, width * height).Select(_ => ColourOf(random.Next(kinds)))];
                film.Add(frames[frame]);
            }

            film.Commit();
        }

        Assert.Equal(frames, FilmFile.Read(folder["noise.gif"]).Frames);

        uint ColourOf(int i) => 0xff000000u | table[3 * i] | (uint)table[3 * i + 1] << 8 | (uint)table[3 * i + 2] << 16;
    }

    [Theory]
    [InlineData(128, 128, 4, 1)]
    [InlineData(600, 20, 1, 1)]
    [InlineData(1024, 1024, 1, 1)]
    [InlineData(1025, 8, 1, 2)]
    [InlineData(16384, 16384, 1, 16)]
    public void FilmsHaveASensibleSizeUnlessGivenOne(int width, int height, int enlargement, int block) =>
        Assert.Equal(new PictureScale(enlargement, block), PictureScale.ForFilm(new Area(0, 0, width, height)));
}
