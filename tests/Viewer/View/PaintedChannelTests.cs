using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Tests.Engine.LogicCircuit;
using GpuEcosystem.Viewer.View;
using Xunit;

namespace GpuEcosystem.Tests.Viewer.View;

/// <summary>What is shown is what brushes change.</summary>
public class PaintedChannelTests
{
    /// <summary>A channel that is shown is the only one, in worlds whose rules have brushes for one channel.</summary>
    [Fact]
    public void The_channel_that_is_shown_is_painted()
    {
        ViewState state = new(Palette.Find("vivid"));
        WorldParameters bits = CircuitWorlds.Small;
        Assert.Null(state.PaintedChannel(bits));
        state.Layer = new LayerChoice(Layer.Channel, 1);
        Assert.Equal(1, state.PaintedChannel(bits));
        Assert.Null(state.PaintedChannel(EcosystemParameters.Default));
    }
}
