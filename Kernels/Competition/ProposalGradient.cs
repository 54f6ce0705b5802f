using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// From the competition to the networks: for proposals u = tanh(z), dz = du (1 − u²), and du itself for others, with
/// dA_i = dscore_i f_i O + d‖A_i‖ A_i / ‖A_i‖ and dB_j = ω_j f_j dR + d‖B_j‖ B_j / ‖B_j‖, where both norms also have what
/// <see cref="ConcentrationGradient"/> collects. Hidden channels get nothing: the next state does not reach the loss of a
/// single step. Nor does an entity where it does not count.
/// </summary>
public readonly struct ProposalGradient : IDeviceBody<ProposalGradient.Arguments>, ISimdBody<ProposalGradient.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>What the scores' forward pass read and wrote.</summary>
        public Scores.Arguments Scores;

        /// <summary>What concentration's forward pass read and wrote.</summary>
        public Concentration.Arguments Concentration;

        /// <summary>dscore, <c>[entities][y][x]</c>.</summary>
        public Planes ScoreGradient;

        /// <summary>dR, <c>[S/2][y][x]</c>.</summary>
        public Planes OppositionGradient;

        /// <summary>d‖A_i‖ then d‖B_i‖ from <see cref="ScoresGradient"/>, <c>[2 · entities][y][x]</c>.</summary>
        public Planes NormGradient;

        /// <summary>From <see cref="ScoresGradient"/>, <c>[2 · entities][y][x]</c>.</summary>
        public Planes Flow;

        /// <summary>dz, or du, laid out as the proposals are; 0 beyond the last column.</summary>
        public Proposals Gradient;

        /// <summary>1 where a tanh makes an entity's proposals, 0 where none does, <c>[entities]</c>.</summary>
        public ArrayView<float> EndsInTanh;

        /// <summary>First entity whose proposals get their gradient; the others' are constants.</summary>
        public int First;

        /// <summary>Number of such entities.</summary>
        public int Count;
    }

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(
        arguments.Scores.Target,
        2 * arguments.Count * arguments.Scores.Proposals.StateChannels + 2 * arguments.Scores.Proposals.Half + 7 * arguments.Count);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Count * arguments.Scores.Target.Cells;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a)
    {
        Area target = a.Scores.Target;
        int cells = target.Width * target.Height;
        int entity = a.First + index / cells;
        int x = target.ColumnOf(index % cells);
        int y = target.RowOf(index % cells);
        int half = a.Gradient.Half;
        if (a.Scores.Opposers == OppositionKind.Present && !Presence.Has(a.Scores.Norms, entity, y, x))
        {
            for (int channel = 0; channel < a.Gradient.Channels; channel++)
            {
                Put(a, entity, channel, y, x, 0f);
            }

            return;
        }

        float attackScale = a.ScoreGradient.At(entity, y, x) * Scores.AttackScale(a.Scores, entity, y, x);
        float defenceScale = Opposition.Factor(a.Scores, entity, y, x);
        float energy = a.Scores.Concentrated != 0
            ? ConcentrationGradient.Collect(a.Concentration, a.Flow, entity, y, x) * a.Concentration.InverseTemperature
            : 0f;
        float bend = a.EndsInTanh[entity];
        float attackNorm = PerLength(a, entity, y, x, energy);
        float defenceNorm = PerLength(a, a.Gradient.Entities + entity, y, x, energy);
        for (int channel = 0; channel < half; channel++)
        {
            float attack = a.Scores.Proposals.At(entity, channel, y, x);
            float defence = a.Scores.Proposals.At(entity, half + channel, y, x);
            float attackGradient = attackScale * a.Scores.Opposition.At(channel, y, x) + attackNorm * attack;
            float defenceGradient = defenceScale * a.OppositionGradient.At(channel, y, x) + defenceNorm * defence;
            Put(a, entity, channel, y, x, attackGradient * (1 - bend * attack * attack));
            Put(a, entity, half + channel, y, x, defenceGradient * (1 - bend * defence * defence));
        }

        for (int channel = a.Gradient.StateChannels; channel < a.Gradient.Channels; channel++)
        {
            Put(a, entity, channel, y, x, 0f);
        }
    }

    private static float PerLength(in Arguments a, int plane, int y, int x, float energy)
    {
        float norm = a.Scores.Norms.At(plane, y, x);
        return norm > 0 ? (a.NormGradient.At(plane, y, x) + energy) / norm : 0f;
    }

    private static void Put(in Arguments a, int entity, int channel, int y, int x, float value)
    {
        if (entity == 0)
        {
            a.Gradient.Sun.At(channel, y, x) = value;
        }
        else
        {
            a.Gradient.Species.At((entity - 1) * a.Gradient.Channels + channel, y, x) = value;
        }
    }

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => CellTiles.Cut(arguments.Scores.Target).Count;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) =>
        (long)arguments.Gradient.Entities * CellTiles.Widest + ConcentrationGradient.ScratchFloats(arguments.Concentration);

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Area area = CellTiles.Cut(a.Scores.Target)[tile];
        int half = a.Gradient.Half;
        int unused = Rows.RoundUp(area.Width) - area.Width;
        float* windows = scratch + a.Gradient.Entities * CellTiles.Widest;
        for (int y = area.Y; y < area.Bottom; y++)
        {
            Opposition.FactorRows<L, V>(a.Scores, area, y, scratch);
            for (int entity = a.First; entity < a.First + a.Count; entity++)
            {
                bool counts = Presence.IsInRow(a.Scores.Norms, entity, y, area.X, area.Width);
                if (counts && a.Scores.Concentrated != 0)
                {
                    ConcentrationGradient.LoadRows(a.Concentration, a.Flow, entity, area, y, windows);
                }

                for (int x = area.X; counts && x < area.Right; x += L.Count)
                {
                    V energy = a.Scores.Concentrated != 0
                        ? ConcentrationGradient.Collect<L, V>(a.Concentration, a.Flow, entity, area, y, x, windows)
                        : default;
                    V factor = L.Load(scratch + entity * CellTiles.Widest + x - area.X);
                    EntityCells<L, V>(a, entity, y, x, factor, energy);
                }

                for (int channel = 0; channel < a.Gradient.Channels; channel++)
                {
                    float* row = a.Gradient.Row(entity, channel, y, area.X);
                    bool none = !counts || channel >= 2 * half;
                    Rows.Clear(none ? row : row + area.Width, none ? area.Width + unused : unused);
                }
            }
        }
    }

    private static unsafe void EntityCells<L, V>(in Arguments a, int entity, int y, int x, V defenceScale, V energy)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int half = a.Gradient.Half;
        float* proposal = a.Scores.Proposals.Row(entity, 0, y, x);
        long stride = a.Scores.Proposals.Stride(entity);
        float* gradient = a.Gradient.Row(entity, 0, y, x);
        long gradientStride = a.Gradient.Stride(entity);
        V norm = L.Load(a.Scores.Norms.Row(entity, y, x));
        V bend = L.Create(a.EndsInTanh.Address()[entity]);
        V attackScale = L.Multiply(L.Load(a.ScoreGradient.Row(entity, y, x)), Scores.AttackScale<L, V>(a.Scores, entity, y, x));
        V attackNorm = PerLength<L, V>(a, entity, y, x, energy);
        V defenceNorm = PerLength<L, V>(a, a.Gradient.Entities + entity, y, x, energy);
        for (int channel = 0; channel < half; channel++)
        {
            V attack = L.Load(proposal + channel * stride);
            V met = L.Load(a.Scores.Opposition.Row(channel, y, x));
            V attackGradient = L.MultiplyAdd(attackScale, met, L.Multiply(attackNorm, attack));
            attackGradient = ThroughTanh<L, V>(attackGradient, attack, bend);
            L.Store(L.SelectLess(norm, default, default, attackGradient), gradient + channel * gradientStride);

            V defence = L.Load(proposal + (half + channel) * stride);
            V sent = L.Load(a.OppositionGradient.Row(channel, y, x));
            V defenceGradient = L.MultiplyAdd(defenceScale, sent, L.Multiply(defenceNorm, defence));
            defenceGradient = ThroughTanh<L, V>(defenceGradient, defence, bend);
            L.Store(L.SelectLess(norm, default, default, defenceGradient), gradient + (half + channel) * gradientStride);
        }
    }

    private static V ThroughTanh<L, V>(V gradient, V value, V bend)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        L.Multiply(gradient, L.Subtract(L.Create(1), L.Multiply(L.Multiply(bend, value), value)));

    private static unsafe V PerLength<L, V>(in Arguments a, int plane, int y, int x, V energy)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        V norm = L.Load(a.Scores.Norms.Row(plane, y, x));
        V gradient = L.MultiplyAdd(energy, L.Create(a.Concentration.InverseTemperature), L.Load(a.NormGradient.Row(plane, y, x)));
        return L.SelectLess(default, norm, L.Divide(gradient, norm), default);
    }
}
