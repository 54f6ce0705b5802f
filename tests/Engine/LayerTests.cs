using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>A layer is all that is known about it: names, what it can show, and its picture.</summary>
public class LayerTests
{
    private static readonly EcosystemParameters parameters = LearningWorlds.Tiny with { HiddenChannels = 3 };

    /// <summary>All layers' names.</summary>
    public static TheoryData<string> Names => [.. RuleSets.Standard.Layers.Select(layer => layer.Name)];

    /// <summary>No layer has been left out of the list.</summary>
    [Fact]
    public void The_list_is_complete()
    {
        IEnumerable<Type> layers = typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract);
        IEnumerable<Type> listed = RuleSets.All.SelectMany(rules => rules.Layers).Select(layer => layer.GetType()).Distinct();
        Assert.Equal(layers.OrderBy(type => type.Name), listed.OrderBy(type => type.Name));
    }

    /// <summary>Nobody takes one for another.</summary>
    [Fact]
    public void Layers_are_told_apart()
    {
        foreach (Func<Layer, string> text in (Func<Layer, string>[])
            [layer => layer.Name, layer => layer.Title, layer => layer.Explanation, layer => layer.TitleOf(1)])
        {
            Assert.Equal(RuleSets.Standard.Layers.Count, RuleSets.Standard.Layers.Select(text).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        }

        Assert.All(RuleSets.Standard.Layers, layer =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", layer.Name);
            Assert.Matches("^[A-Z][a-z]+( [a-z]+)*$", layer.Title);
            Assert.Matches("^[A-Z].*[a-z]$", layer.Explanation);
        });
    }

    /// <summary>Whatever the command line takes can be drawn, and whatever can be drawn has a name there.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_parsed_is_drawn(string name)
    {
        using World world = new(Devices.Open("cpu"), parameters);
        Layer layer = RuleSets.Standard.FindLayer(name.ToUpperInvariant());
        (int first, int last) = layer.Index?.In(parameters) ?? (0, 0);
        string[] titles = [.. Enumerable.Range(first, last - first + 1).Select(index =>
        {
            LayerChoice choice = new(layer, index);
            Assert.Equal(choice, RuleSets.Standard.ParseLayer("--layer", $"{choice}", parameters));
            Assert.Equal((long)parameters.GridWidth * parameters.GridHeight, Draw(choice).Length);
            return choice.Title;
        })];
        Assert.Equal(titles.Length, titles.Distinct().Count());
        Assert.All([first - 1, last + 1], index =>
        {
            Refuse($"{name}:{index}");
            if (layer.Index is not null)
            {
                Assert.Throws<UserException>(() => Draw(new LayerChoice(layer, index)));
            }
        });
        Assert.All(layer.Index is null ? [$"{name}:0", $"{name}:", "", "layer"] : (string[])[name, $"{name}:", $"{name}: {first}"], Refuse);

        uint[] Draw(LayerChoice choice) => world.ReadPicture(
            choice, Palette.Find("vivid"), new PictureFrame(new Area(0, 0, parameters.GridWidth, parameters.GridHeight), 1));
        void Refuse(string text) => Assert.Throws<UserException>(() => RuleSets.Standard.ParseLayer("--layer", text, parameters));
    }

    /// <summary>Hidden channels are channels too.</summary>
    [Fact]
    public void Every_channel_has_a_picture() => Assert.Equal(
        (0, parameters.StateChannels + parameters.HiddenChannels - 1), new LayerChoice(Layer.Channel).IndicesIn(parameters));

    /// <summary>Only a layer that says so makes the world keep its map of activity.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Layers_say_what_they_need(string name)
    {
        using World world = new(Devices.Open("cpu"), parameters);
        Layer layer = RuleSets.Standard.FindLayer(name);
        world.ReadPicture(
            new LayerChoice(layer, layer.Index?.In(parameters).First ?? 0),
            Palette.Find("vivid"),
            new PictureFrame(new Area(0, 0, parameters.GridWidth, parameters.GridHeight), 1));
        Assert.Equal(layer.NeedsActivity, world.TracksActivity);
    }
}
