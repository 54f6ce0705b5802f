using GpuEcosystem.Engine.State;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Cards;
using SkiaSharp;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.Cards;

/// <summary>One sees on a circuit's wires what a cell makes of its neighbourhood.</summary>
// Ink is for one thread.
[Collection("Ink")]
public class CircuitSketchTests
{
    // Of a circuit of two inputs and one gate: half a row and a row and a half down, and between them a column to the right.
    private const int Left = 42;
    private const int Column = 70;
    private const int First = 20 + 6;
    private const int Second = First + 13;
    private const int Middle = First + 6;

    /// <summary>What is 1 is alight, and nothing else.</summary>
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void What_is_set_is_alight(bool west, bool east)
    {
        using Sheet sheet = Draw(Circuits.Both(west, east));
        Assert.Equal(Lit(west), sheet[Left, First]);
        Assert.Equal(Lit(east), sheet[Left, Second]);
        Assert.Equal(Lit(west && east), sheet[Left + Column, Middle]);
    }

    /// <summary>Another neighbourhood lights other wires, and nothing but light is another.</summary>
    [Fact]
    public void Wires_are_alight_as_gates_are()
    {
        using Sheet none = Draw(Circuits.Life(0));
        using Sheet born = Draw(Circuits.Life(0b000_001_101));
        int differing = 0;
        foreach (((_, _, SKColor before), (_, _, SKColor after)) in none.Pixels.Zip(born.Pixels))
        {
            Assert.Equal(before.Alpha == 0, after.Alpha == 0);
            differing += before == after ? 0 : 1;
        }

        Assert.True(differing > 500, $"{differing}");
    }

    private static SKColor Lit(bool isLit) => isLit ? Theme.Warning : Theme.Line;

    private static Sheet Draw(CellCircuit circuit)
    {
        CircuitSketch sketch = new(circuit);
        Sheet sheet = new((int)sketch.Size.Width + 1, (int)sketch.Size.Height + 1);
        sketch.Draw(sheet.Ink, SKPoint.Empty);
        return sheet;
    }
}
