using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Ramps that can be read: one end to the other without a step back.</summary>
public class ColourRampTests
{
    /// <summary>Layers and the values of their first and last colour.</summary>
    public static TheoryData<string, float, float> Ranges => new()
    {
        { Layer.Aliveness.Name, 0, 1 },
        { Layer.Attack.Name, 0, 1 },
        { Layer.Defence.Name, 0, 1 },
        { Layer.Channel.Name, -1, 1 },
        { RuleSets.Standard.FindLayer("win-rate").Name, 0, 1 },
        { RuleSets.Standard.FindLayer("sun-divergence").Name, 0, 3 },
        { Layer.Activity.Name, 0, 1 },
    };

    /// <summary>256 opaque colours that grow lighter from the dark on, which lies where the values are 0.</summary>
    [Theory]
    [MemberData(nameof(Ranges))]
    public void Ramps_grow_lighter_from_zero(string layer, float low, float high)
    {
        ColourRamp ramp = RuleSets.Standard.FindLayer(layer).Ramp(Palette.Find("vivid"), 1)!;
        Assert.Equal((low, high), (ramp.Low, ramp.High));
        Assert.Equal(256, ramp.Colours.Count);
        Assert.All(ramp.Colours, colour => Assert.Equal(0xffu, colour >> 24));

        // Rounding to 8 bits may take a little back.
        double[] lightness = [.. ramp.Colours.Select(colour => Oklab.Of(colour).Lightness)];
        for (int i = 1; i < lightness.Length; i++)
        {
            double outwards = low < 0 && i <= 127 ? lightness[i - 1] - lightness[i] : lightness[i] - lightness[i - 1];
            Assert.InRange(outwards, -0.004, 0.02);
        }

        Assert.True(Math.Abs(lightness[^1] - lightness.Min()) > 0.4);
        if (low == 0)
        {
            Assert.Equal(Palette.Sun, ramp.Colours[0]);
        }
    }

    /// <summary>Each species has a ramp that ends in its own colour; territories have none.</summary>
    [Fact]
    public void Species_have_their_own_ramps()
    {
        foreach (Palette palette in Palette.Names.Select(Palette.Find))
        {
            Assert.Null(Layer.Territory.Ramp(palette, 0));
            foreach (int species in Enumerable.Range(1, 64))
            {
                IReadOnlyList<uint> colours = Layer.Aliveness.Ramp(palette, species)!.Colours;
                Assert.Equal((Palette.Sun, palette.Species(species)), (colours[0], colours[^1]));
            }
        }
    }

    /// <summary>Colours come back from Oklab as they went in.</summary>
    [Fact]
    public void Oklab_keeps_colours()
    {
        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            uint colour = 0xff000000 | (uint)random.Next(1 << 24);
            Assert.Equal(colour, Oklab.Of(colour).ToRgba());
        }

        Assert.Equal(1, Oklab.Of(0xffffffff).Lightness, 1e-6);
    }
}
