using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits;
using Xunit;

namespace GpuEcosystem.Tests.Engine.Circuits;

/// <summary>Wires are drawn as the published program draws them, apart from its random numbers.</summary>
public sealed class WireDrawingTests
{
    /// <summary>Wires lead to inputs, and no pair is there twice, whichever way round.</summary>
    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 4)]
    [InlineData(5, 10)]
    [InlineData(17, 128)]
    [InlineData(128, 64)]
    [InlineData(264, 256)]
    public void Unique_wires_are_pairs_of_their_own(int inputs, int gates)
    {
        LayerWires wires = new WireDrawing(3).Unique(inputs, gates);
        (int, int)[] pairs = [.. wires.First.Zip(wires.Second, (a, b) => (Math.Min(a, b), Math.Max(a, b)))];
        Assert.Equal(gates, pairs.Distinct().Count());
        Assert.All(pairs, pair => Assert.True(pair.Item1 >= 0 && pair.Item1 < pair.Item2 && pair.Item2 < inputs, $"{pair}"));
    }

    /// <summary>Neighbours in the list meet first: half as many gates as inputs make a tree.</summary>
    [Fact]
    public void Unique_wires_begin_as_a_tree()
    {
        LayerWires wires = new WireDrawing(3).Unique(8, 4);
        Assert.Equal([(0, 1), (2, 3), (4, 5), (6, 7)], wires.First.Zip(wires.Second).Order());
        Assert.NotEqual(wires.First, new WireDrawing(4).Unique(8, 4).First);
    }

    /// <summary>Every input is read: of an odd number the last one only from one gate less than inputs on.</summary>
    [Theory]
    [InlineData(8, 4, 8)]
    [InlineData(9, 5, 8)]
    [InlineData(9, 7, 8)]
    [InlineData(9, 8, 9)]
    [InlineData(17, 128, 17)]
    public void Unique_wires_read_all_inputs(int inputs, int gates, int read)
    {
        LayerWires wires = new WireDrawing(5).Unique(inputs, gates);
        Assert.Equal(read, wires.First.Concat(wires.Second).Distinct().Count());
    }

    /// <summary>There are only so many pairs.</summary>
    [Fact]
    public void Too_few_pairs_are_refused()
    {
        UserException refusal = Assert.Throws<UserException>(() => new WireDrawing(3).Unique(4, 7));
        Assert.StartsWith("4 inputs make 6 pairs", refusal.Message);
    }

    /// <summary>Inputs come round in turn: none is read twice more than another.</summary>
    [Theory]
    [InlineData(8, 4)]
    [InlineData(9, 5)]
    [InlineData(16, 24)]
    public void Random_wires_read_all_inputs_alike(int inputs, int gates)
    {
        LayerWires wires = new WireDrawing(6).Random(inputs, gates);
        int[] readers = [.. Enumerable.Range(0, inputs).Select(input => wires.First.Concat(wires.Second).Count(wire => wire == input))];
        Assert.Equal(2 * gates, readers.Sum());
        Assert.InRange(readers.Max() - readers.Min(), 0, 1);
        Assert.True(readers.Min() > 0);
    }

    /// <summary>A kernel's first gates hold each neighbour against the centre.</summary>
    [Fact]
    public void Moore_wires_read_the_neighbours_and_the_centre()
    {
        LayerWires wires = new WireDrawing(7).Moore();
        Assert.Equal([0, 1, 2, 3, 5, 6, 7, 8], wires.First.Order());
        Assert.All(wires.Second, wire => Assert.Equal(4, wire));
    }

    /// <summary>Layers and owners have draws of their own, and the same ones each time.</summary>
    [Fact]
    public void Layers_and_owners_differ()
    {
        CircuitShape shape = new(2, 3, 2, [16, 16, 16, 8]);
        CircuitWires wires = WireDrawing.Draw(shape, WireKind.Unique, 11);
        Assert.Equal(wires, WireDrawing.Draw(shape, WireKind.Unique, 11));
        Assert.NotEqual(wires, WireDrawing.Draw(shape, WireKind.Unique, 12));
        Assert.NotEqual(wires, WireDrawing.Draw(shape, WireKind.Unique, 11, owner: 1));
        Assert.NotEqual(wires.Update[1], wires.Update[2]);
        _ = new Circuit(shape, wires, [.. Enumerable.Repeat((byte)Gates.First, shape.AllGates)]);
    }
}
