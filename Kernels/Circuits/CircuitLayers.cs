using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// What a gate reads and where it answers. Numbers stand in rows, one for every cell of all worlds and padding behind them; a gate of a
/// kernel has as many rows as there are planes, one below the other, and a gate of the update has one.
/// </summary>
/// <param name="First">The first row of its input a.</param>
/// <param name="Second">The first row of its input b.</param>
/// <param name="Answers">The first row of its answers.</param>
/// <param name="Rows">How many rows each of them has.</param>
public readonly record struct GateWires(int First, int Second, int Answers, int Rows);

/// <summary>A layer's place among all gates and rows.</summary>
/// <param name="FirstGate">Its first gate.</param>
/// <param name="Gates">How many it has; their answers stand one below the other.</param>
/// <param name="Rows">Rows of each gate, and of each thing that it reads.</param>
/// <param name="Inputs">The first row of what it reads.</param>
/// <param name="InputCount">How many things it may read.</param>
/// <param name="FirstStart">Where the first of them has its place in <see cref="CircuitLayers.Starts"/>.</param>
public readonly record struct LayerPlace(int FirstGate, int Gates, int Rows, int Inputs, int InputCount, int FirstStart);

/// <summary>Layers of gates that answer one after the other, among all that a step of a circuit computes.</summary>
public struct CircuitLayers
{
    /// <summary>All numbers of a step, <c>[row][cell]</c>.</summary>
    public ArrayView<float> Values;

    /// <summary>Wires of all gates.</summary>
    public ArrayView<GateWires> Wires;

    /// <summary>What all gates compute.</summary>
    public ArrayView<GateForm> Forms;

    /// <summary>All layers.</summary>
    public ArrayView<LayerPlace> Places;

    /// <summary>Where the readers of each thing that a layer reads begin, and behind the last where they end; layer after layer.</summary>
    public ArrayView<int> Starts;

    /// <summary>Readers: 2·gate + 0 where a gate of all reads something as a, + 1 as b.</summary>
    public ArrayView<int> Readers;

    /// <summary>The first layer that is meant.</summary>
    public int First;

    /// <summary>How many layers are meant. A GPU takes one at a time, since its groups do not wait for each other.</summary>
    public int Count;

    /// <summary>Floats of a row, a multiple of 16.</summary>
    public int Pitch;

    /// <summary>Cells that a worker of the CPU takes through all layers at once: so few that what a layer reads is still in its cache.</summary>
    internal const int CellsOfTile = 256;

    /// <summary>Tiles of a row.</summary>
    internal readonly int Tiles => (Pitch + CellsOfTile - 1) / CellsOfTile;

    /// <summary>Cells of a tile.</summary>
    internal readonly int CellsOf(int tile) => Math.Min(CellsOfTile, Pitch - tile * CellsOfTile);

    /// <summary>Where a row is.</summary>
    internal readonly long Row(int row) => (long)row * Pitch;
}
