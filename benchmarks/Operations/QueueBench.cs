using BenchmarkDotNet.Attributes;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels;
using GpuEcosystem.Kernels.Simd;
using ILGPU;

namespace GpuEcosystem.Benchmarks;

/// <summary>What an operation costs that has next to nothing to do: the CPU's queue itself, for one operation of many.</summary>
[BenchmarkCategory(Categories.Kernels, Categories.Quick, Categories.Deep)]
public class QueueBench
{
    private const int Operations = 256;

    private Launcher? launcher;
    private DeviceArena? memory;
    private SimdQueue? queue;
    private DeviceBuffer<float>? counts;

    /// <summary>Workers that may run at once.</summary>
    [ParamsSource(nameof(WorkerCounts))]
    public int Workers { get; set; }

    /// <summary>One alone, and one for each core.</summary>
    public static IEnumerable<int> WorkerCounts => [1, Environment.ProcessorCount];

    /// <summary>Runs the operations once and looks whether each did all of its tiles.</summary>
    [GlobalSetup]
    public void Setup()
    {
        launcher = new Launcher(CheckedDevice.Open("cpu"));
        memory = new DeviceArena(launcher);
        counts = memory.Allocate<float>(Workers);
        queue = new SimdQueue(Workers, VectorSupport.WidestBits);
        counts.Write(launcher.Flush(), 0, new float[Workers]);
        Run();
        if (counts.ReadAll(launcher.Flush()).Any(count => count != Operations))
        {
            throw new InvalidOperationException("the queue left tiles out, or did some twice");
        }
    }

    /// <summary>Operations with a tile for each worker, which each wait for the one before.</summary>
    [Benchmark(OperationsPerInvoke = Operations)]
    public void Run()
    {
        for (int i = 0; i < Operations; i++)
        {
            queue!.Add<Count, Count.Arguments>(new Count.Arguments { Counts = counts!.View });
        }

        queue!.Run();
        queue.Clear();
    }

    /// <summary>Gives the memory back.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        queue!.Dispose();
        memory!.Dispose();
        launcher!.Dispose();
    }

    // Adds one to a number of the tile's own.
    private readonly struct Count : ISimdBody<Count.Arguments>
    {
        public struct Arguments
        {
            public ArrayView<float> Counts;
        }

        public static Cost CostOf(in Arguments arguments) => Cost.OfFloats(2 * arguments.Counts.Length);

        public static int Tiles(in Arguments arguments) => (int)arguments.Counts.Length;

        public static long ScratchFloats(in Arguments arguments) => 0;

        public static unsafe void Tile<L, V>(int tile, in Arguments arguments, float* scratch)
            where L : struct, ILanes<V>
            where V : unmanaged => arguments.Counts.Address()[tile]++;
    }
}
