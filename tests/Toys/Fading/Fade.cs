using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Toys.Fading;

/// <summary>Leaves a share of each species' aliveness, and gives the sun the rest.</summary>
public readonly struct Fade : IDeviceBody<Fade.Arguments>, ISimdBody<Fade.Arguments>
{
    public struct Arguments
    {
        public Planes Grid;
        public int Entities;
        public float Kept;
        public Area Target;
    }

    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * arguments.Entities);

    public static long Threads(in Arguments arguments) => arguments.Target.Cells;

    public static void Device(Index1D index, Arguments a) => FadeCell(a, a.Target.RowOf(index), a.Target.ColumnOf(index));

    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    public static long ScratchFloats(in Arguments arguments) => 0;

    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged
    {
        for (int x = a.Target.X; x < a.Target.Right; x++)
        {
            FadeCell(a, a.Target.Y + tile, x);
        }
    }

    private static void FadeCell(in Arguments a, int y, int x)
    {
        for (int entity = 1; entity < a.Entities; entity++)
        {
            float alive = a.Grid.At(entity, y, x);
            a.Grid.At(entity, y, x) = a.Kept * alive;
            a.Grid.At(0, y, x) += alive - a.Kept * alive;
        }
    }
}
