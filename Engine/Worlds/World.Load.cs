namespace GpuEcosystem.Engine.Worlds;

public sealed partial class World
{
    /// <summary>Replaces aliveness and state, <c>[entities + channels][y][x]</c>.</summary>
    internal void LoadGrid(ReadOnlySpan<float> values)
    {
        Cells.Grid.Write(launcher.Flush(), values);
        countIsStale = true;
    }

    /// <summary>Replaces the walls, <c>[y][x]</c>.</summary>
    internal void LoadWalls(ReadOnlySpan<float> values) => Cells.Walls.Write(launcher.Flush(), values);

    /// <summary>Replaces a slice of the weights; the offset comes from the network's layout.</summary>
    internal void LoadWeights(long offset, float[] values)
    {
        Networks.Weights.Write(launcher.Flush(), offset, values);
        Networks.WeightsChanged();
    }

    /// <summary>Replaces the wires of all species whose networks are circuits, species by species.</summary>
    /// <exception cref="UserException">A wire leads to no input.</exception>
    internal void LoadWires(float[] values)
    {
        Networks.Wires.Write(launcher.Flush(), 0, values);
        Networks.WiresChanged();
    }

    /// <summary>Goes on counting from a step.</summary>
    internal void LoadStep(long step) => StepNumber = step;

    /// <summary>The map of what changed of late, <c>[y][x]</c>, while it is kept.</summary>
    internal float[] ReadActivity() => maps.Activity!.Read(launcher.Flush(), 0, 1);

    /// <summary>All weights, in the order of the network's layout.</summary>
    internal float[] ReadWeights() => Networks.Weights.ReadAll(launcher.Flush());
}
