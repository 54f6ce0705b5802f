using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// All that a gate's logits learn from: Σd, Σd·a, Σd·b and Σd·a·b over cells and planes, added to those of the steps before. Each
/// sum is kept as sixteen, of every sixteenth cell, on every device.
/// </summary>
public readonly struct GateSums : IDeviceBody<GateSums.Arguments>, ISimdBody<GateSums.Arguments>
{
    /// <summary>Sums of a gate.</summary>
    public const int Count = 4;

    /// <summary>Floats of a gate's sums.</summary>
    public const int Floats = Count * LaneSums.Count;

    // Of one, a worker would be done before it could ask for the next.
    private const int GatesOfTile = 32;

    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>All numbers of a step, <c>[row][cell]</c>.</summary>
        public ArrayView<float> Values;

        /// <summary>Their gradients, <c>[row][cell]</c>.</summary>
        public ArrayView<float> Gradients;

        /// <summary>Wires of all gates.</summary>
        public ArrayView<GateWires> Wires;

        /// <summary>Sums of all gates, <c>[gate][4][16]</c>.</summary>
        public ArrayView<float> Sums;

        /// <summary>Floats of a row, a multiple of 16.</summary>
        public int Pitch;

        /// <summary>1 to go on from what is there, 0 to begin.</summary>
        public int GoesOn;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments)
    {
        long answers = arguments.Values.Length;
        return new Cost(3 * answers, 3 * answers * sizeof(float));
    }

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Wires.Length * LaneSums.Count;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int gate = index / LaneSums.Count;
        int lane = index % LaneSums.Count;
        GateWires wires = a.Wires[gate];
        long firsts = (long)wires.First * a.Pitch;
        long seconds = (long)wires.Second * a.Pitch;
        long answers = (long)wires.Answers * a.Pitch;
        float sum = 0;
        float sumFirst = 0;
        float sumSecond = 0;
        float sumBoth = 0;
        for (int place = lane; place < wires.Rows * a.Pitch; place += LaneSums.Count)
        {
            float gradient = a.Gradients[answers + place];
            float first = gradient * a.Values[firsts + place];
            float second = a.Values[seconds + place];
            sum += gradient;
            sumFirst += first;
            sumSecond += gradient * second;
            sumBoth += first * second;
        }

        ArrayView<float> sums = a.Sums.SubView((long)gate * Floats, Floats);
        bool goesOn = a.GoesOn != 0;
        sums[lane] = (goesOn ? sums[lane] : 0) + sum;
        sums[LaneSums.Count + lane] = (goesOn ? sums[LaneSums.Count + lane] : 0) + sumFirst;
        sums[2 * LaneSums.Count + lane] = (goesOn ? sums[2 * LaneSums.Count + lane] : 0) + sumSecond;
        sums[3 * LaneSums.Count + lane] = (goesOn ? sums[3 * LaneSums.Count + lane] : 0) + sumBoth;
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => (arguments.Wires.IntLength + GatesOfTile - 1) / GatesOfTile;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int end = Math.Min((tile + 1) * GatesOfTile, a.Wires.IntLength);
        for (int gate = tile * GatesOfTile; gate < end; gate++)
        {
            SumUp<L, V>(a, gate);
        }
    }

    private static unsafe void SumUp<L, V>(in Arguments a, int gate)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        GateWires wires = a.Wires.Address()[gate];
        int length = wires.Rows * a.Pitch;
        float* sums = a.Sums.Address() + (long)gate * Floats;
        if (a.GoesOn == 0)
        {
            Rows.Clear(sums, Floats);
        }

        for (int lane = 0; lane < LaneSums.Count; lane += L.Count)
        {
            float* firsts = a.Values.Address() + (long)wires.First * a.Pitch + lane;
            float* seconds = a.Values.Address() + (long)wires.Second * a.Pitch + lane;
            float* gradients = a.Gradients.Address() + (long)wires.Answers * a.Pitch + lane;
            V sum = L.Create(0);
            V sumFirst = sum;
            V sumSecond = sum;
            V sumBoth = sum;
            for (int place = 0; place < length; place += LaneSums.Count)
            {
                V gradient = L.Load(gradients + place);
                V first = L.Multiply(gradient, L.Load(firsts + place));
                V second = L.Load(seconds + place);
                sum = L.Add(sum, gradient);
                sumFirst = L.Add(sumFirst, first);
                sumSecond = L.MultiplyAdd(gradient, second, sumSecond);
                sumBoth = L.MultiplyAdd(first, second, sumBoth);
            }

            LaneSums.Add<L, V>(sum, sums + lane);
            LaneSums.Add<L, V>(sumFirst, sums + LaneSums.Count + lane);
            LaneSums.Add<L, V>(sumSecond, sums + 2 * LaneSums.Count + lane);
            LaneSums.Add<L, V>(sumBoth, sums + 3 * LaneSums.Count + lane);
        }
    }
}
