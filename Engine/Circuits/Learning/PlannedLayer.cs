using System.Collections.Immutable;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Circuits.Learning;

/// <summary>A layer of gates with its place among all numbers of a step.</summary>
/// <param name="Place">Where it stands, its first start aside.</param>
/// <param name="Wires">Rows of its gates.</param>
/// <param name="Readers">For each thing that it reads, who reads it: 2·gate + 0 for a gate's input a, + 1 for b, gates counted among all.</param>
internal sealed record PlannedLayer(LayerPlace Place, ImmutableArray<GateWires> Wires, ImmutableArray<int>[] Readers)
{
    /// <summary>Plans a layer.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="answers">The first row of what it answers.</param>
    /// <param name="wires">What each gate reads, as numbers of inputs.</param>
    public static PlannedLayer Of(LayerPlace place, int answers, IReadOnlyList<(int First, int Second)> wires)
    {
        ImmutableArray<int>.Builder[] readers = [.. Enumerable.Range(0, place.InputCount).Select(_ => ImmutableArray.CreateBuilder<int>())];
        for (int gate = 0; gate < wires.Count; gate++)
        {
            readers[wires[gate].First].Add(2 * (place.FirstGate + gate));
            readers[wires[gate].Second].Add(2 * (place.FirstGate + gate) + 1);
        }

        return new PlannedLayer(
            place,
            [
                .. wires.Select((pair, gate) => new GateWires(
                    place.Inputs + pair.First * place.Rows, place.Inputs + pair.Second * place.Rows, answers + gate * place.Rows, place.Rows)),
            ],
            [.. readers.Select(one => one.ToImmutable())]);
    }
}
