using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>Where squares of a world are destroyed.</summary>
internal static class DamagedSquare
{
    /// <summary>The first cell of a square that lies wholly inside.</summary>
    /// <param name="grid">The world.</param>
    /// <param name="size">Its side, no longer than the grid's.</param>
    /// <param name="seed">What chance follows from.</param>
    /// <param name="step">The step after which it happens.</param>
    public static (int X, int Y) PlaceOf(Area grid, int size, ulong seed, long step) => (
        (int)Philox.Below(grid.Width - size + 1, seed, RandomStream.Damage, step, 0),
        (int)Philox.Below(grid.Height - size + 1, seed, RandomStream.Damage, step, 1));
}
