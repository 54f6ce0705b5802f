using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// Which cells take part in a step (section 4, steps 12 and 13): one does with probability U, or, where its win rate r counts, with
/// clamp(U (1 + strength (r − 0.5)), 0.1, 1).
/// </summary>
public struct Participation
{
    /// <summary>The draws.</summary>
    public CellUniforms Uniforms;

    /// <summary>r before the step, <c>[1][y][x]</c>.</summary>
    public Planes WinRate;

    /// <summary>1 when the win rate is on.</summary>
    public int WinRateOn;

    /// <summary>U.</summary>
    public float Probability;

    /// <summary>How much the win rate changes the probability.</summary>
    public float Strength;

    private const float LeastProbability = 0.1f;

    /// <summary>Whether a cell takes part.</summary>
    internal readonly bool Has(int y, int x)
    {
        float factor = 1 + Strength * (WinRate.At(0, y, x) - 0.5f);
        float probability = WinRateOn != 0 ? MathF.Min(1, MathF.Max(LeastProbability, Probability * factor)) : Probability;
        return Uniforms.At(y, x) < probability;
    }

    /// <summary>The draws and the probabilities of a part of a row: a cell takes part if its draw is the smaller.</summary>
    internal readonly unsafe void Row<L, V>(int y, int left, int columns, float* draws, float* probabilities)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        Uniforms.Row(y, left, columns, draws);

        // What lies beyond the row takes no part.
        Rows.Fill(draws + columns, Rows.RoundUp(columns) - columns, 1);
        float* rates = WinRate.Row(0, y, left);
        for (int x = 0; x < columns; x += L.Count)
        {
            V probability = L.Create(Probability);
            if (WinRateOn != 0)
            {
                V factor = L.MultiplyAdd(L.Create(Strength), L.Subtract(L.Load(rates + x), L.Create(0.5f)), L.Create(1));
                probability = L.Min(L.Create(1), L.Max(L.Create(LeastProbability), L.Multiply(probability, factor)));
            }

            L.Store(probability, probabilities + x);
        }
    }
}
