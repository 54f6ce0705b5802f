using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Colours by which a person can tell entities apart.</summary>
public class PaletteTests
{
    private const int MaximumSpecies = 64;

    // Steps of 8-bit colour, as a distance in the cube of red, green and blue; less looks the same side by side.
    private const double Distinct = 12;

    /// <summary>All palettes.</summary>
    public static TheoryData<string> Names => [.. Palette.Names];

    /// <summary>Any two of the sun, 64 species and walls; greys have room for 24.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Colours_differ(string name)
    {
        uint[] colours = Palette.Find(name).Colours(Count(name));
        Assert.Equal(Count(name) + 2, colours.Length);
        Assert.Equal(MaximumSpecies + 2, Palette.Find(name).Colours(MaximumSpecies).Distinct().Count());
        for (int i = 0; i < colours.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.True(
                    Distance(colours[i], colours[j]) >= Distinct,
                    $"colours {j} (#{colours[j]:x8}) and {i} (#{colours[i]:x8}) look alike");
            }
        }
    }

    /// <summary>
    /// As the eye sees it: species of neighbouring numbers, the first five and all among themselves, and all beside the sun
    /// and walls. One scale or one lightness leaves less room than all colours do.
    /// </summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Species_can_be_told_apart(string name)
    {
        Oklab[] species = [.. Enumerable.Range(1, Count(name)).Select(n => Oklab.Of(Palette.Find(name).Species(n)))];
        Assert.All(species.Zip(species.Skip(1)), pair => Assert.InRange(Distance(pair.First, pair.Second), 0.05, 1));
        Assert.InRange(Nearest(species[..5]), 0.055, 1);
        Assert.InRange(Nearest(species), 0.02, 1);
        Assert.All(species, colour => Assert.InRange(Distance(colour, Oklab.Of(Palette.Sun)), 0.13, 1));
        Assert.All(species, colour => Assert.InRange(Distance(colour, Oklab.Of(Palette.Wall)), 0.025, 1));
    }

    /// <summary>The sun is near black, walls are light grey, and all are opaque.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Sun_and_walls_keep_their_colours(string name)
    {
        uint[] colours = Palette.Find(name).Colours(3);

        Assert.All(colours, colour => Assert.Equal(0xffu, colour >> 24));
        Assert.All(Channels(colours[0]), channel => Assert.InRange(channel, 0, 40));
        Assert.All(Channels(colours[^1]), channel => Assert.InRange(channel, 180, 230));
        Assert.InRange(Channels(colours[^1]).Max() - Channels(colours[^1]).Min(), 0, 16);
    }

    /// <summary>Red lies in the lowest byte: the first colour of Okabe and Ito is orange, not blue.</summary>
    [Fact]
    public void Red_comes_first()
    {
        Assert.Equal(0xff009fe6, Palette.Find("colorblind").Species(1));
        Assert.Equal(0xffb27200, Palette.Find("colorblind").Species(5));
    }

    /// <summary>Names are found in any letter case; others are refused with the names there are.</summary>
    [Fact]
    public void Names_are_found()
    {
        Assert.All(Palette.Names, name => Assert.Same(Palette.Find(name), Palette.Find(name.ToUpperInvariant())));
        string message = Assert.Throws<UserException>(() => Palette.Find("rainbow")).Message;
        Assert.Contains("'rainbow'", message);
        Assert.All(Palette.Names, name => Assert.Contains(name, message));
    }

    private static int Count(string name) => name == "monochrome" ? 24 : MaximumSpecies;

    private static double Nearest(Oklab[] colours) =>
        colours.SelectMany((colour, i) => colours[..i].Select(other => Distance(colour, other))).Min();

    private static double Distance(Oklab left, Oklab right) => Math.Sqrt(
        Math.Pow(left.Lightness - right.Lightness, 2)
        + Math.Pow(left.GreenRed - right.GreenRed, 2)
        + Math.Pow(left.BlueYellow - right.BlueYellow, 2));

    private static int[] Channels(uint colour) => [(int)(colour & 0xff), (int)(colour >> 8 & 0xff), (int)(colour >> 16 & 0xff)];

    private static double Distance(uint left, uint right) =>
        Math.Sqrt(Channels(left).Zip(Channels(right), (a, b) => Math.Pow(a - b, 2)).Sum());
}
