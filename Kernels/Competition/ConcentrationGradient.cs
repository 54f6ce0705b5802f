using GpuEcosystem.Kernels.Cells;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Mathematics;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// The way back through <see cref="Concentration"/>: each cell's energy collects what it gets from the windows that it lies in,
/// dE(y) = (dp(y) p(y) − Σ_{x: y in window(x)} φ(x) exp((E(y) − M(x))/τ)) / τ, with the flow of <see cref="ScoresGradient"/>.
/// </summary>
internal static class ConcentrationGradient
{
    /// <summary>τ dE of a cell, which is added to both of its norms.</summary>
    public static float Collect(in Concentration.Arguments a, in Planes flow, int entity, int y, int x)
    {
        // The windows that hold this cell belong to the cells at the opposite offsets.
        int before = Concentration.Before(a.Window);
        int after = Concentration.After(a.Window);
        int left = IntrinsicMath.Max(x - after, a.Readable.X);
        int right = IntrinsicMath.Min(x + before, a.Readable.Right - 1);
        int top = IntrinsicMath.Max(y - after, a.Readable.Y);
        int bottom = IntrinsicMath.Min(y + before, a.Readable.Bottom - 1);
        float energy = Concentration.Energy(a, entity, y, x);
        float sum = flow.At(a.Entities + entity, y, x);
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                float lead = energy - a.Weights.At(a.Entities + entity, row, column);
                sum -= flow.At(entity, row, column) * Scalar.Exp(lead * a.InverseTemperature);
            }
        }

        return sum;
    }

    /// <summary>Floats of room for <see cref="LoadRows"/>.</summary>
    public static long ScratchFloats(in Concentration.Arguments a) =>
        2L * a.Window * Rows.PaddedLength(CellTiles.Cut(a.Target).TileWidth);

    /// <summary>Loads the windows' largest energies and what they send, as far as it reaches a row of a tile.</summary>
    public static unsafe void LoadRows(in Concentration.Arguments a, in Planes flow, int entity, Area area, int y, float* rows)
    {
        int length = Rows.PaddedLength(area.Width);
        for (int row = 0; row < a.Window; row++)
        {
            int from = y + row - Concentration.After(a.Window);
            float* largest = rows + row * length;
            Rows.LoadPadded(a.Weights, a.Entities + entity, from, area.X, area.Width, a.Readable, largest);
            Rows.LoadPadded(flow, entity, from, area.X, area.Width, a.Readable, largest + a.Window * length);
        }
    }

    /// <summary>τ dE of a vector of cells, from loaded rows.</summary>
    public static unsafe V Collect<L, V>(in Concentration.Arguments a, in Planes flow, int entity, Area area, int y, int x, float* rows)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        int length = Rows.PaddedLength(area.Width);
        float* largest = rows + Rows.Padding + x - area.X - Concentration.After(a.Window);
        float* sent = largest + a.Window * length;
        V scale = L.Create(a.InverseTemperature);
        V energy = L.Add(L.Load(a.Norms.Row(entity, y, x)), L.Load(a.Norms.Row(a.Entities + entity, y, x)));
        V sum = L.Load(flow.Row(a.Entities + entity, y, x));
        for (int row = 0; row < a.Window; row++)
        {
            for (int column = 0; column < a.Window; column++)
            {
                int at = row * length + column;
                V lead = L.Multiply(L.Subtract(energy, L.Load(largest + at)), scale);
                sum = L.Subtract(sum, L.Multiply(L.Load(sent + at), VectorMath.Exp<L, V>(lead)));
            }
        }

        return sum;
    }
}
