using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// The defence that every attack in a cell meets. <see cref="CompetitionMode.Full"/>: Σ_j B̂_j over the entities that count.
/// <see cref="CompetitionMode.MeanField"/>: B* = Σ_j π_j B̂_j with π = softmax(2a), brought to length 1.
/// </summary>
/// <remarks>
/// A vector with concentration weight c enters as c·B / (c‖B‖ + 1e-8) under cosine similarity, as c·B under dot.
/// </remarks>
internal static class Opposition
{
    /// <summary>A cell's opposition; until there are scores, their planes hold the factors of the defences.</summary>
    public static void Gather(in Scores.Arguments a, int y, int x)
    {
        int half = a.Proposals.Half;
        CellVector factors = CellVector.Of(a.Scores, 0, y, x);
        for (int entity = 0; entity < a.Proposals.Entities; entity++)
        {
            factors[entity] = Factor(a, entity, y, x);
        }

        CellVector opposition = CellVector.Of(a.Opposition, 0, y, x);
        for (int channel = 0; channel < half; channel += 4)
        {
            int count = IntrinsicMath.Min(4, half - channel);
            float sum0 = 0;
            float sum1 = 0;
            float sum2 = 0;
            float sum3 = 0;
            for (int entity = 0; entity < a.Proposals.Entities; entity++)
            {
                // Four are on their way from memory at once; the last stands for those beyond it.
                CellVector defence = a.Proposals.VectorAt(entity, half + channel, y, x);
                float factor = factors[entity];
                if (a.Opposers == OppositionKind.Present && factor < 0)
                {
                    continue;
                }

                sum0 += factor * defence[0];
                sum1 += factor * defence[IntrinsicMath.Min(1, count - 1)];
                sum2 += factor * defence[IntrinsicMath.Min(2, count - 1)];
                sum3 += factor * defence[count - 1];
            }

            opposition.Set(channel, count, sum0, sum1, sum2, sum3);
        }

        if (CompetitionModes.Normalizes(a.Mode))
        {
            float length = MathF.Sqrt(CellVector.Dot(opposition, opposition, half));
            a.Opposition.At(half, y, x) = length;
            float scale = 1 / (length + 1e-8f);
            opposition.SetOrAdd(opposition, scale, half, adds: false);
        }
    }

    /// <summary>
    /// ω_j f_j of the class remark: what a defence vector is multiplied by before it is added, or <see cref="Presence.Absent"/>.
    /// </summary>
    public static float Factor(in Scores.Arguments a, int entity, int y, int x)
    {
        if (a.Opposers == OppositionKind.Present && !Presence.Has(a.Norms, entity, y, x))
        {
            return Presence.Absent;
        }

        float factor = Scale(a, entity, y, x);
        return CompetitionModes.Weighs(a.Mode) ? factor * CompetitionModes.Weight(a, entity, y, x) : factor;
    }

    /// <summary>f_j of section 4: what a defence vector of one that counts is multiplied by, whatever its share.</summary>
    public static float Scale(in Scores.Arguments a, int entity, int y, int x)
    {
        float weight = a.Concentrated != 0 ? a.Concentration.At(entity, y, x) : 1f;
        return VectorScale.Of(a.Similarity, weight, a.Norms.At(a.Proposals.Entities + entity, y, x));
    }

    /// <summary>The opposition of one row of a tile.</summary>
    /// <param name="a">The scores' arguments.</param>
    /// <param name="area">The tile.</param>
    /// <param name="y">Grid row.</param>
    /// <param name="scratch">Room for <c>[entities + 1][CellTiles.Widest]</c>.</param>
    public static unsafe void GatherRow<L, V>(in Scores.Arguments a, Area area, int y, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int half = a.Proposals.Half;
        int entities = a.Proposals.Entities;
        int* counting = stackalloc int[entities];
        int count = Presence.ListInRow(a.Norms, entities, y, area.X, area.Width, counting);
        float** defences = stackalloc float*[entities];
        float* factors = scratch;
        float* lengthSquared = scratch + entities * CellTiles.Widest;
        FactorRows<L, V>(a, area, y, factors);
        Rows.Clear(lengthSquared, CellTiles.Widest);
        for (int channel = 0; channel < half; channel++)
        {
            float* target = a.Opposition.Row(channel, y, area.X);
            a.Proposals.Rows(half + channel, y, area.X, defences);
            for (int x = 0; x < area.Width; x += L.Count)
            {
                V sum = default;
                for (int i = 0; i < count; i++)
                {
                    V factor = L.Load(factors + counting[i] * CellTiles.Widest + x);
                    V more = L.MultiplyAdd(factor, L.Load(defences[counting[i]] + x), sum);
                    sum = a.Opposers == OppositionKind.Present ? L.SelectLess(factor, default, sum, more) : more;
                }

                L.Store(sum, target + x);
                L.Store(L.MultiplyAdd(sum, sum, L.Load(lengthSquared + x)), lengthSquared + x);
            }
        }

        for (int x = 0; CompetitionModes.Normalizes(a.Mode) && x < area.Width; x += L.Count)
        {
            V length = L.Sqrt(L.Load(lengthSquared + x));
            L.Store(length, a.Opposition.Row(half, y, area.X + x));
            length = L.Add(length, L.Create(1e-8f));
            for (int channel = 0; channel < half; channel++)
            {
                float* target = a.Opposition.Row(channel, y, area.X + x);
                L.Store(L.Divide(L.Load(target), length), target);
            }
        }
    }

    /// <summary>The defences' factors of one row of a tile, <c>[entities][CellTiles.Widest]</c>, as <see cref="Factor"/> has them.</summary>
    public static unsafe void FactorRows<L, V>(in Scores.Arguments a, Area area, int y, float* factors)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int entities = a.Proposals.Entities;
        bool weighs = CompetitionModes.Weighs(a.Mode);
        if (weighs)
        {
            CompetitionModes.WeightRows<L, V>(a, area, y, factors);
        }

        for (int entity = 0; entity < entities; entity++)
        {
            float* norm = a.Norms.Row(entities + entity, y, area.X);
            float* concentration = a.Concentrated != 0 ? a.Concentration.Row(entity, y, area.X) : null;
            float* target = factors + entity * CellTiles.Widest;
            for (int x = 0; x < area.Width; x += L.Count)
            {
                V weight = concentration == null ? L.Create(1) : L.Load(concentration + x);
                V factor = VectorScale.Of<L, V>(a.Similarity, weight, L.Load(norm + x));
                factor = weighs ? L.Multiply(factor, L.Load(target + x)) : factor;
                L.Store(L.SelectLess(L.Load(norm + x), default, L.Create(Presence.Absent), factor), target + x);
            }
        }
    }
}
