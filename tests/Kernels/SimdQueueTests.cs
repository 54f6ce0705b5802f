using System.Runtime.InteropServices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Simd;
using ILGPU;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>How the CPU runs operations one after the other.</summary>
public sealed class SimdQueueTests : IDisposable
{
    private const int Length = 64;

    private readonly Workbench workbench = new(Devices.Open("cpu"));
    private readonly DeviceBuffer<int> numbers;

    public SimdQueueTests() => numbers = workbench.Buffer(new int[Length]);

    public void Dispose() => workbench.Dispose();

    /// <summary>Disposing again must not free what has been given to somebody else since.</summary>
    [Fact]
    public void Disposing_twice_frees_once()
    {
        SimdQueue queue = new(workers: 2, SimdWorker.WidestVectorBits);
        queue.Dispose();
        object kept = new();
        GCHandle[] others = [.. Enumerable.Range(0, 64).Select(_ => GCHandle.Alloc(kept, GCHandleType.Weak))];
        queue.Dispose();
        Assert.All(others, other => Assert.Same(kept, other.Target));
        GC.KeepAlive(kept);
        Array.ForEach(others, other => other.Free());
    }

    /// <summary>Each operation reads what others' workers wrote in the one before.</summary>
    [Fact]
    public void Operations_wait_for_the_one_before()
    {
        const int operations = 3 * SimdQueue.Capacity + 5;
        int[] expected = new int[Length];
        for (int i = 0; i < operations; i++)
        {
            workbench.RunSimd<Turn, Turn.Arguments>(new Turn.Arguments { Numbers = numbers.View, Round = i });
            Turn.All(expected, i);
        }

        Assert.Equal(expected, workbench.Read(numbers));
    }

    /// <summary>A failure reaches whoever launched, and what was launched after it does not run.</summary>
    [Fact]
    public void A_failure_is_thrown_once()
    {
        workbench.RunSimd<Turn, Turn.Arguments>(new Turn.Arguments { Numbers = numbers.View, Round = -1 });
        workbench.RunSimd<Turn, Turn.Arguments>(new Turn.Arguments { Numbers = numbers.View, Round = 1 });
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => workbench.Read(numbers));
        Assert.Contains("no such round", thrown.Message);
        Assert.All(workbench.Read(numbers), number => Assert.Equal(0, number));

        workbench.RunSimd<Turn, Turn.Arguments>(new Turn.Arguments { Numbers = numbers.View, Round = 1 });
        Assert.Contains(workbench.Read(numbers), number => number != 0);
    }

    // Even rounds read odd numbers and write even ones, and the other way round.
    private readonly struct Turn : ISimdBody<Turn.Arguments>
    {
        public struct Arguments
        {
            public ArrayView<int> Numbers;

            public int Round;
        }

        public static Cost CostOf(in Arguments arguments) => default;

        public static int Tiles(in Arguments arguments) => Length / 2;

        public static long ScratchFloats(in Arguments arguments) => 0;

        public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
            where L : struct, ILanes<V>
            where V : unmanaged
        {
            if (a.Round < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(a), "no such round");
            }

            a.Numbers[Target(tile, a.Round)] = Next(a.Numbers[Source(tile, a.Round)], a.Round);
        }

        public static void All(int[] numbers, int round)
        {
            for (int tile = 0; tile < Length / 2; tile++)
            {
                numbers[Target(tile, round)] = Next(numbers[Source(tile, round)], round);
            }
        }

        private static int Target(int tile, int round) => 2 * tile + round % 2;

        private static int Source(int tile, int round) => (2 * (Length / 2 - 1 - tile) + 1 - round % 2 + 6) % Length;

        private static int Next(int number, int round) => 31 * number + round;
    }
}
