using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// From scores to what the attacks met and to the attacks' scales. With score_i = f_i (A_i · O):
/// dO = Σ_i dscore_i f_i A_i and df_i = dscore_i (A_i · O). What the rules add does not depend on proposals.
/// </summary>
public readonly struct ScoresGradient : IDeviceBody<ScoresGradient.Arguments>, ISimdBody<ScoresGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the forward pass read and wrote.</summary>
        public Scores.Arguments Forward;

        /// <summary>dscore, <c>[entities][y][x]</c>.</summary>
        public Planes ScoreGradient;

        /// <summary>dO, <c>[S/2][y][x]</c>.</summary>
        public Planes OppositionGradient;

        /// <summary>df of the attacks in the first half, <c>[2 · entities][y][x]</c>.</summary>
        public Planes ScaleGradient;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Forward.Target,
        (arguments.Forward.Proposals.Entities + 2) * arguments.Forward.Proposals.Half + 4 * arguments.Forward.Proposals.Entities);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Forward.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        int x = a.Forward.Target.ColumnOf(index);
        int y = a.Forward.Target.RowOf(index);
        for (int entity = 0; entity < a.Forward.Proposals.Entities; entity++)
        {
            float score = a.ScoreGradient.At(entity, y, x);
            float scale = Scores.AttackScale(a.Forward, entity, y, x);
            float met = 0;
            for (int channel = 0; channel < a.Forward.Proposals.Half; channel++)
            {
                float attack = a.Forward.Proposals.At(entity, channel, y, x);
                met += attack * a.Forward.Opposition.At(channel, y, x);
                float before = entity == 0 ? 0f : a.OppositionGradient.At(channel, y, x);
                a.OppositionGradient.At(channel, y, x) = before + score * scale * attack;
            }

            a.ScaleGradient.At(entity, y, x) = score * met;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Forward.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Forward.Target)[tile];
        int half = a.Forward.Proposals.Half;
        for (int y = area.Y; y < area.Bottom; y++)
        {
            for (int x = area.X; x < area.Right; x += L.Count)
            {
                float* opposition = a.Forward.Opposition.Row(0, y, x);
                float* oppositionGradient = a.OppositionGradient.Row(0, y, x);
                for (int entity = 0; entity < a.Forward.Proposals.Entities; entity++)
                {
                    V score = L.Load(a.ScoreGradient.Row(entity, y, x));
                    V scaled = L.Multiply(score, Scores.AttackScale<L, V>(a.Forward, entity, y, x));
                    float* attacks = a.Forward.Proposals.Row(entity, 0, y, x);
                    long stride = a.Forward.Proposals.Stride(entity);
                    V met = default;
                    for (int channel = 0; channel < half; channel++)
                    {
                        V attack = L.Load(attacks + channel * stride);
                        met = L.MultiplyAdd(attack, L.Load(opposition + channel * a.Forward.Opposition.Stride), met);
                        float* target = oppositionGradient + channel * a.OppositionGradient.Stride;
                        L.Store(L.MultiplyAdd(scaled, attack, entity == 0 ? default : L.Load(target)), target);
                    }

                    L.Store(L.Multiply(score, met), a.ScaleGradient.Row(entity, y, x));
                }
            }
        }
    }
}
