using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Rules.LogicCircuit;
using Xunit;

namespace GpuEcosystem.Tests.Engine.LogicCircuit;

/// <summary>What people write of circuits is read, and what makes no circuit is refused in one line.</summary>
public class LogicCircuitParametersTests
{
    /// <summary>Sizes come back as the shortest text.</summary>
    [Theory]
    [InlineData("256x10, 128, 64", "256x10, 128, 64")]
    [InlineData(" 8,8 ,8,4", "8x3, 4")]
    [InlineData("4096", "4096")]
    public void Layers_are_read(string text, string written)
    {
        GateLayers layers = GateLayers.Parse(text);
        Assert.Equal(written, $"{layers}");
        Assert.Equal(layers, GateLayers.Parse(written));
    }

    /// <summary>Anything else is refused.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("8,")]
    [InlineData("8x0")]
    [InlineData("8x65")]
    [InlineData("4097")]
    [InlineData("-8")]
    [InlineData("8x2x2")]
    [InlineData("8x60, 4x5")]
    public void Other_layers_are_refused(string text) => Assert.Throws<UserException>(() => GateLayers.Parse(text));

    /// <summary>Squares, pictures and rules, each as it was written.</summary>
    [Fact]
    public void Targets_are_read()
    {
        LessonTarget squares = LessonTarget.Parse("Squares:5");
        Assert.Equal(("squares:5", 5, 5, 1), ($"{squares}", squares.Width, squares.Height, squares.Channels));
        Assert.Equal([0, 0, 1, 1, 0], Enumerable.Range(0, 5).Select(x => squares.At(0, 1, x)));
        Assert.Equal([1, 1, 0, 0, 1], Enumerable.Range(0, 5).Select(x => squares.At(0, 2, x)));

        LessonTarget picture = LessonTarget.Parse("picture:0160/0021/7000");
        Assert.Equal((4, 3, 3), (picture.Width, picture.Height, picture.Channels));
        Assert.Equal([0, 1, 1], Enumerable.Range(0, 3).Select(channel => picture.At(channel, 0, 2)));

        Assert.NotNull(LessonTarget.Parse("B36/S23").Rule);
    }

    /// <summary>Anything else is refused.</summary>
    [Theory]
    [InlineData("squares:2")]
    [InlineData("squares:65")]
    [InlineData("picture:")]
    [InlineData("picture:000/00/000")]
    [InlineData("picture:008/000/000")]
    [InlineData("B9/S23")]
    [InlineData("cat")]
    public void Other_targets_are_refused(string text) => Assert.Throws<UserException>(() => LessonTarget.Parse(text));

    /// <summary>What does not go together is refused by name.</summary>
    [Theory]
    [InlineData("UpdateLayers=8", "a layer of 8 gates cannot read")]
    [InlineData("UpdateLayers=8,x", "UpdateLayers:")]
    [InlineData("Target=B3/S23", "Channels is 8")]
    [InlineData("LossChannels=9", "LossChannels is 9")]
    [InlineData("LossChannels=4", "the target says what 3 should be")]
    [InlineData("DamageSize=200", "DamageSize is 200")]
    [InlineData("Species=2", "there is no parameter 'Species'")]
    public void What_makes_no_circuit_is_refused(string assignment, string reason)
    {
        UserException refused = Assert.Throws<UserException>(() => LogicCircuitParameters.Default.Set(assignment).Validate());
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
