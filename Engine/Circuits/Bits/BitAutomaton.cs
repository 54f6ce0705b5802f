using System.Numerics;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>A grid of bits that lives by a circuit, a bit a cell and plane, on the CPU's vectors.</summary>
internal sealed unsafe class BitAutomaton : IBitAutomaton
{
    // Rows between steps of one pass should stay in a core's cache.
    private const int BetweenBytes = 128 << 10;
    private const int MostStepsOfPass = 8;

    // At the edges of its rows a worker computes what its neighbours compute too.
    private const int RowsForStep = 16;

    private readonly BitLayout layout;
    private BitSettings settings;
    private BitPass[] workers;
    private BitPlanes now;
    private BitPlanes next;

    /// <summary>Makes a grid of zeros.</summary>
    /// <param name="network">What cells become, as many answers as planes.</param>
    /// <param name="settings">The grid, and how it is computed.</param>
    /// <exception cref="UserException">There are not as many answers as planes, or it reads planes that there are not.</exception>
    public BitAutomaton(GateNetwork network, BitSettings settings)
    {
        Planes = network.Outputs.Length;
        network.CheckTakesPlaceOf(Planes);
        this.settings = settings;
        layout = new BitLayout(settings.Width, settings.VectorBits ?? VectorSupport.WidestBits);
        now = new BitPlanes(layout, Planes, settings.Height);
        next = new BitPlanes(layout, Planes, settings.Height);
        long between = Math.Max(1, BetweenBytes / (BitPass.RowsBetween * now.RowBytes)) + 1;
        StepsOfPass = (int)Math.Clamp(Math.Min(between, settings.Height / settings.Threads / RowsForStep), 1, MostStepsOfPass);
        workers = MakeWorkers(network);
    }

    /// <summary>How many planes of bits there are.</summary>
    public int Planes { get; }

    /// <summary>How many steps are computed while rows pass the cache once.</summary>
    public int StepsOfPass { get; }

    /// <inheritdoc/>
    public long Step { get; set; }

    /// <summary>Words of a packed row.</summary>
    public int PackedWords => layout.PackedWords;

    private ParallelOptions Threads => new() { MaxDegreeOfParallelism = settings.Threads };

    /// <inheritdoc/>
    public void Change(GateNetwork network, BitSettings settings)
    {
        network.CheckTakesPlaceOf(Planes);
        bool movesBorder = settings.Periodic != this.settings.Periodic;
        this.settings = settings;
        foreach (BitPass worker in workers)
        {
            worker.Dispose();
        }

        workers = MakeWorkers(network);
        for (int y = 0; y < settings.Height && movesBorder; y++)
        {
            for (int plane = 0; plane < Planes; plane++)
            {
                new RowEnds(layout, settings.Periodic).Write((ulong*)(now.Row(y) + plane * layout.PlaneBytes));
            }
        }
    }

    /// <inheritdoc/>
    public void WriteRow(int plane, int y, ReadOnlySpan<ulong> packed)
    {
        ulong* row = (ulong*)(now.Row(y) + plane * layout.PlaneBytes);
        PackedRows.Spread(layout, packed, row);
        new RowEnds(layout, settings.Periodic).Write(row);
    }

    /// <inheritdoc/>
    public void ReadRow(int plane, int y, Span<ulong> packed) =>
        PackedRows.Gather(layout, (ulong*)(now.Row(y) + plane * layout.PlaneBytes), packed);

    /// <inheritdoc/>
    public void ReadRowBefore(int plane, int y, Span<ulong> packed) =>
        PackedRows.Gather(layout, (ulong*)(next.Row(y) + plane * layout.PlaneBytes), packed);

    /// <inheritdoc/>
    public void ReadShares(int plane, Area region, int block, float[] shares)
    {
        int across = (region.Width - 1) / block + 1;
        int down = (region.Height - 1) / block + 1;
        Parallel.For(
            0,
            down,
            Threads,
            () => new SquareCounts(layout, region, block),
            (square, _, counts) =>
            {
                int top = square * block;
                counts.Count(
                    now.Row(region.Y + top) + plane * layout.PlaneBytes,
                    now.RowBytes,
                    Math.Min(block, region.Height - top),
                    shares.AsSpan(square * across, across));
                return counts;
            },
            _ => { });
    }

    /// <inheritdoc/>
    public (long Set, long Changed) Count(int plane)
    {
        (long set, long changed) = (0, 0);
        ulong[] cells = [.. Enumerable.Range(0, layout.PlaneWords).Select(layout.CellsOf)];
        Parallel.For(0, settings.Height, Threads, y =>
        {
            ulong* here = (ulong*)(now.Row(y) + plane * layout.PlaneBytes);
            ulong* before = (ulong*)(next.Row(y) + plane * layout.PlaneBytes);
            (long setHere, long changedHere) = (0, 0);
            for (int word = layout.VectorWords; word < layout.PlaneWords - layout.VectorWords; word++)
            {
                setHere += BitOperations.PopCount(here[word] & cells[word]);
                changedHere += BitOperations.PopCount((here[word] ^ before[word]) & cells[word]);
            }

            Interlocked.Add(ref set, setHere);
            Interlocked.Add(ref changed, changedHere);
        });
        return (set, changed);
    }

    /// <inheritdoc/>
    public void Run(long steps)
    {
        while (steps > 0)
        {
            int count = (int)Math.Min(steps, StepsOfPass);
            if (workers.Length == 1)
            {
                workers[0].Run(now, next, Step, count, 0, settings.Height);
            }
            else
            {
                Parallel.For(0, workers.Length, Threads, worker => workers[worker].Run(
                    now, next, Step, count, FirstRow(worker), FirstRow(worker + 1)));
            }

            (now, next) = (next, now);
            Step += count;
            steps -= count;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        now.Dispose();
        next.Dispose();
        foreach (BitPass worker in workers)
        {
            worker.Dispose();
        }
    }

    private BitPass[] MakeWorkers(GateNetwork network)
    {
        IRowCircuit circuit = RowCircuit.Of(network, layout, settings.Execution, RowCircuit.CanCompile);
        return [.. Enumerable.Range(0, settings.Threads).Select(_ => new BitPass(circuit, layout, settings, Planes, StepsOfPass))];
    }

    private int FirstRow(int worker) => (int)((long)settings.Height * worker / workers.Length);
}
