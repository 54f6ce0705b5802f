using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// What a host wants to know of each row: population and territory of every entity, how much aliveness changed in the
/// last step, and how many cells took part in it.
/// </summary>
public readonly struct Observation : IDeviceBody<Observation.Arguments>, ISimdBody<Observation.Arguments>
{
    /// <summary>What the operation reads and writes.</summary>
    public struct Arguments
    {
        /// <summary>Aliveness now, sun first, <c>[entities ..][y][x]</c>.</summary>
        public Planes Grid;

        /// <summary>Aliveness before the last step.</summary>
        public Planes OldGrid;

        /// <summary>Win rate before the last step, <c>[1][y][x]</c>.</summary>
        public Planes OldWinRate;

        /// <summary>The result, <c>[rows][2 · entities + 2]</c>: populations, territories, change, participants.</summary>
        public ArrayView<float> Counts;

        /// <summary>Entities, the sun and the species.</summary>
        public int Entities;

        /// <summary>The world's seed.</summary>
        public ulong Seed;

        /// <summary>The last step's number.</summary>
        public long Step;

        /// <summary>1 when the win rate was on.</summary>
        public int WinRateOn;

        /// <summary>The update probability U of the last step.</summary>
        public float Probability;

        /// <summary>How much the win rate changed it.</summary>
        public float Strength;

        /// <summary>The whole grid.</summary>
        public Area Target;
    }

    /// <summary>Numbers kept for each row.</summary>
    public static int CountsPerRow(int entities) => 2 * entities + 2;

    /// <inheritdoc/>
    public static Cost CostOf(in Arguments arguments) => Cost.OfCells(arguments.Target, 2 * arguments.Entities + 1);

    /// <inheritdoc/>
    public static long Threads(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static void Device(Index1D index, Arguments a) => Observe(a, index);

    /// <inheritdoc/>
    public static int Tiles(in Arguments arguments) => arguments.Target.Height;

    /// <inheritdoc/>
    public static long ScratchFloats(in Arguments arguments) => 0;

    /// <inheritdoc/>
    public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
        where L : struct, ILanes<V>
        where V : unmanaged =>
        Observe(a, tile);

    private static void Observe(in Arguments a, int row)
    {
        int y = a.Target.Y + row;
        long first = (long)row * CountsPerRow(a.Entities);
        long change = first + 2 * a.Entities;
        for (int count = 0; count < CountsPerRow(a.Entities); count++)
        {
            a.Counts[first + count] = 0;
        }

        for (int x = a.Target.X; x < a.Target.Right; x++)
        {
            int owner = 0;
            float most = -1;
            for (int entity = 0; entity < a.Entities; entity++)
            {
                float aliveness = a.Grid.At(entity, y, x);
                a.Counts[first + entity] += aliveness;
                a.Counts[change] += MathF.Abs(aliveness - a.OldGrid.At(entity, y, x));
                if (aliveness > most)
                {
                    most = aliveness;
                    owner = entity;
                }
            }

            a.Counts[first + a.Entities + owner] += 1;
            float probability = a.WinRateOn != 0
                ? CellUpdate.Modulated(a.Probability, a.Strength, a.OldWinRate.At(0, y, x))
                : a.Probability;
            ulong cell = (ulong)row * (ulong)a.Target.Width + (ulong)(x - a.Target.X);
            a.Counts[change + 1] += Philox.Uniform(a.Seed, RandomStream.CellUpdate, a.Step, cell) < probability ? 1f : 0f;
        }
    }
}
