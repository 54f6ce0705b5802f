using System.Diagnostics;
using GpuEcosystem.Engine.Devices;
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

    public void Dispose() => workbench.Dispose();

    /// <summary>Each operation reads what others' workers wrote in the one before.</summary>
    [Fact]
    public void Operations_wait_for_the_one_before()
    {
        const int operations = 3 * SimdQueue.Capacity + 5;
        DeviceBuffer<int> numbers = Numbers();
        for (int i = 0; i < operations; i++)
        {
            workbench.RunSimd<Turn, Turn.Arguments>(new Turn.Arguments { Numbers = numbers.View, Round = i });
        }

        Assert.Equal(Turn.All(operations), workbench.Read(numbers));
    }

    /// <summary>How many workers there are, and whether all of them get a core, changes nothing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    public void Any_number_of_workers_computes_the_same(int workers)
    {
        DeviceBuffer<int> numbers = Numbers();
        using SimdQueue queue = new(workers, VectorSupport.WidestBits);
        RunTurns(queue, numbers.View);
        Assert.Equal(Turn.All(SimdQueue.Capacity), workbench.Read(numbers));
    }

    /// <summary>Worlds on threads of their own, each with more workers than it will get.</summary>
    [Fact]
    public void Queues_run_at_once()
    {
        DeviceBuffer<int>[] numbers = [.. Enumerable.Range(0, 6).Select(_ => Numbers())];
        Thread[] threads = [.. numbers.Select(mine => new Thread(() =>
        {
            using SimdQueue queue = new(workers: 3, VectorSupport.WidestBits);
            RunTurns(queue, mine.View);
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(numbers, mine => Assert.Equal(Turn.All(SimdQueue.Capacity), workbench.Read(mine)));
    }

    /// <summary>A failure reaches whoever launched, and what was launched after it does not run.</summary>
    [Fact]
    public void A_failure_is_thrown_once()
    {
        DeviceBuffer<int> numbers = Numbers();
        workbench.RunSimd<Turn, Turn.Arguments>(new Turn.Arguments { Numbers = numbers.View, Round = -1 });
        workbench.RunSimd<Turn, Turn.Arguments>(new Turn.Arguments { Numbers = numbers.View, Round = 1 });
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => workbench.Read(numbers));
        Assert.Contains("no such round", thrown.Message);
        Assert.All(workbench.Read(numbers), number => Assert.Equal(0, number));

        workbench.RunSimd<Turn, Turn.Arguments>(new Turn.Arguments { Numbers = numbers.View, Round = 1 });
        Assert.Contains(workbench.Read(numbers), number => number != 0);
    }

    /// <summary>Where other worlds' threads take every core nobody helps, and the shares of those who do not come are done too.</summary>
    [Fact]
    public void No_operation_waits_for_a_worker_that_does_not_come()
    {
        using SimdQueue queue = new(workers: 3, VectorSupport.WidestBits);
        int[] threads = new int[Length];
        Add(queue, Length, tile =>
        {
            threads[tile] = Environment.CurrentManagedThreadId;
            Spin(TimeSpan.FromMilliseconds(0.2));
        });
        RunWithoutHelpers(queue);
        Assert.All(threads, thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
    }

    /// <summary>On a device with one worker no thread but the one that launches does anything.</summary>
    [Fact]
    public void One_worker_works_alone()
    {
        using ComputeDevice device = DeviceCatalogue.Open("cpu", workers: 1);
        using Workbench alone = new(device);
        int[] threads = new int[Length];
        alone.RunSimd<Errand, Errand.Arguments>(new Errand.Arguments
        {
            Count = Length,
            Do = tile =>
            {
                threads[tile] = Environment.CurrentManagedThreadId;
                Spin(TimeSpan.FromMilliseconds(0.2));
            },
        });
        alone.Finish();
        Assert.All(threads, thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
    }

    /// <summary>Its tiles of the first operation are taken. From the second on it works, and what it has begun is waited for.</summary>
    [Fact]
    public void A_worker_that_comes_late_joins_where_the_others_are()
    {
        using SimdQueue queue = new(workers: 2, VectorSupport.WidestBits);
        using ManualResetEventSlim joined = new();
        Thread late = new(() => queue.Help(worker: 1));
        int tilesBefore = 0;
        bool isDone = false;
        bool wasWaitedFor = false;
        Add(queue, 4, _ => tilesBefore++);
        Add(queue, 2, tile =>
        {
            if (tile == 0)
            {
                late.Start();
                joined.Wait();
            }
            else
            {
                joined.Set();
                Thread.Sleep(50);
                isDone = true;
            }
        });
        Add(queue, 1, _ => wasWaitedFor = isDone);
        RunWithoutHelpers(queue);
        late.Join();
        Assert.Equal(4, tilesBefore);
        Assert.True(wasWaitedFor);

        // Later still nothing is left to do, and what is only added is not to be done yet.
        queue.Help(worker: 1);
        queue.Clear();
        Add(queue, 4, _ => tilesBefore++);
        queue.Help(worker: 1);
        Assert.Equal(4, tilesBefore);
    }

    /// <summary>A worker that lost its core may come back with the number of an operation that is long done.</summary>
    [Fact]
    public void Tiles_are_taken_by_their_operations_number()
    {
        TileShares shares = new(workers: 2);
        shares.Open(operation: 7, count: 2);
        Assert.True(shares.TryTake(7, worker: 0, out int tile));
        Assert.Equal(0, tile);
        Assert.True(shares.TryTake(7, worker: 0, out tile));
        Assert.Equal(1, tile);
        shares.Open(operation: 8, count: 2);
        Assert.False(shares.TryTake(7, worker: 0, out _));
        Assert.False(shares.TryTake(9, worker: 0, out _));
        Assert.True(shares.TryTake(8, worker: 1, out tile));
        Assert.Equal(1, tile);
    }

    /// <summary>An operation begins after the one before it, and all time on tiles is counted.</summary>
    [Fact]
    public void Times_are_those_of_the_tiles()
    {
        const int operations = 20;
        const int tiles = 3;
        TimeSpan tileTime = TimeSpan.FromMilliseconds(0.2);
        using SimdQueue queue = new(workers: 2, VectorSupport.WidestBits);

        // The second time with what is left of the first.
        for (int run = 0; run < 2; run++)
        {
            for (int i = 0; i < operations; i++)
            {
                Add(queue, tiles, _ => Spin(tileTime));
            }

            TimeSpan busy = queue.BusyTime;
            long before = Stopwatch.GetTimestamp();
            queue.Run();
            TimeSpan most = queue.Workers * Stopwatch.GetElapsedTime(before);
            foreach (SimdCall call in queue.Calls)
            {
                Assert.True(call.Started >= before);
                Assert.True(queue.Workers * Stopwatch.GetElapsedTime(call.Started, call.Finished) >= tiles * tileTime);
                before = call.Finished;
            }

            Assert.InRange(queue.BusyTime - busy, operations * tiles * tileTime, most);
            queue.Clear();
        }
    }

    private static void Spin(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            Thread.SpinWait(1);
        }
    }

    private static void RunTurns(SimdQueue queue, ArrayView<int> numbers)
    {
        for (int i = 0; i < SimdQueue.Capacity; i++)
        {
            queue.Add<Turn, Turn.Arguments>(new Turn.Arguments { Numbers = numbers, Round = i });

            // Runs of many lengths: 1, 2, 4 and so on.
            if (int.IsPow2(i + 2) || i + 1 == SimdQueue.Capacity)
            {
                queue.Run();
                queue.Clear();
            }
        }
    }

    private static void RunWithoutHelpers(SimdQueue queue)
    {
        for (int core = 0; core < Environment.ProcessorCount; core++)
        {
            BusyThreads.Enter();
        }

        queue.Run();
        for (int core = 0; core < Environment.ProcessorCount; core++)
        {
            BusyThreads.Leave();
        }
    }

    private static void Add(SimdQueue queue, int tiles, Action<int> tile) =>
        queue.Add<Errand, Errand.Arguments>(new Errand.Arguments { Count = tiles, Do = tile });

    private DeviceBuffer<int> Numbers() => workbench.Buffer(new int[Length]);

    // Whatever a test wants done.
    private readonly struct Errand : ISimdBody<Errand.Arguments>
    {
        public struct Arguments
        {
            public int Count;

            public Action<int> Do;
        }

        public static Cost CostOf(in Arguments arguments) => default;

        public static int Tiles(in Arguments arguments) => arguments.Count;

        public static long ScratchFloats(in Arguments arguments) => 0;

        public static unsafe void Tile<L, V>(int tile, in Arguments a, float* scratch)
            where L : struct, ILanes<V>
            where V : unmanaged => a.Do(tile);
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

        /// <summary>What so many rounds make of zeros.</summary>
        public static int[] All(int rounds)
        {
            int[] numbers = new int[Length];
            for (int round = 0; round < rounds; round++)
            {
                for (int tile = 0; tile < Length / 2; tile++)
                {
                    numbers[Target(tile, round)] = Next(numbers[Source(tile, round)], round);
                }
            }

            return numbers;
        }

        private static int Target(int tile, int round) => 2 * tile + round % 2;

        private static int Source(int tile, int round) => (2 * (Length / 2 - 1 - tile) + 1 - round % 2 + 6) % Length;

        private static int Next(int number, int round) => 31 * number + round;
    }
}
