using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class Ecosystem
{
    /// <summary>Replaces aliveness and state, <c>[entities + channels][y][x]</c>.</summary>
    internal void LoadGrid(ReadOnlySpan<float> values)
    {
        World.Grid.Write(launcher.Flush(), values);
        countIsStale = true;
    }

    /// <summary>Replaces the walls, <c>[y][x]</c>.</summary>
    internal void LoadWalls(ReadOnlySpan<float> values) => World.Walls.Write(launcher.Flush(), values);

    /// <summary>Replaces the win rate, <c>[y][x]</c>.</summary>
    internal void LoadWinRate(ReadOnlySpan<float> values) => World.WinRate.Write(launcher.Flush(), values);

    /// <summary>Replaces the sun's base and offset, each <c>[channels]</c> or <c>[channels][y][x]</c>.</summary>
    internal void LoadSun(ReadOnlySpan<float> baseVector, ReadOnlySpan<float> offset) => body.Sun.Write(baseVector, offset);

    /// <summary>Replaces a slice of the weights; the offset comes from the network's layout.</summary>
    internal void LoadWeights(long offset, float[] values)
    {
        Network.Weights.Write(launcher.Flush(), offset, values);
        Network.WeightsChanged();
    }

    /// <summary>Goes on counting from a step.</summary>
    internal void LoadStep(long step) => StepNumber = step;

    /// <summary>The win rate, <c>[y][x]</c>.</summary>
    internal float[] ReadWinRate() => World.WinRate.Read(launcher.Flush(), 0, 1);

    /// <summary>The sun's base and offset, each <c>[channels]</c> or <c>[channels][y][x]</c>.</summary>
    internal IEnumerable<float[]> ReadSun() => body.Sun.Read();

    /// <summary>The map of what changed of late, <c>[y][x]</c>, while it is kept.</summary>
    internal float[] ReadActivity() => maps.Activity!.Read(launcher.Flush(), 0, 1);

    /// <summary>All weights, in the order of the network's layout.</summary>
    internal float[] ReadWeights() => Network.Weights.ReadAll(launcher.Flush());

    /// <summary>What the species proposed in the last step, <c>[N][C][y][x]</c>, of a world small enough for one band.</summary>
    internal float[] ReadProposals()
    {
        return body.Buffers.Bands.Count == 1
            ? body.Buffers.ProposalBuffer.Read(launcher.Flush(), 0, Parameters.Species * World.Channels)
            : throw new InvalidOperationException("the world is computed in several bands");
    }
}
