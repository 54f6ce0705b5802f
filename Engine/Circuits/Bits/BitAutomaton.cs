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
        ForRows(down, (square, row) =>
        {
            int top = square * block;
            int height = Math.Min(block, region.Height - top);
            int[] set = new int[across];
            BitSums sums = new(layout, height);
            for (int y = 0; y < height; y++)
            {
                sums.Add((ulong*)(now.Row(region.Y + top + y) + plane * layout.PlaneBytes));
            }

            for (int bit = 0; bit < sums.Bits; bit++)
            {
                sums.Gather(bit, row);
                CountSquares(row, region.X, region.Width, block, 1 << bit, set);
            }

            for (int x = 0; x < across; x++)
            {
                int width = Math.Min(block, region.Width - x * block);
                shares[square * across + x] = set[x] / ((float)width * height);
            }
        });
    }

    /// <inheritdoc/>
    public (long Set, long Changed) Count(int plane)
    {
        (long set, long changed) = (0, 0);
        ulong[] cells = [.. Enumerable.Range(0, layout.PlaneWords).Select(layout.CellsOf)];
        ForRows(settings.Height, (y, _) =>
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
                Parallel.For(0, workers.Length, new ParallelOptions { MaxDegreeOfParallelism = workers.Length }, worker => workers[worker].Run(
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

    // Adds to each square how many of its cells in a row are set, each as so many.
    private static void CountSquares(ReadOnlySpan<ulong> row, int left, int width, int block, int weight, Span<int> set)
    {
        for (int square = 0; square < set.Length; square++)
        {
            int end = left + Math.Min(width, (square + 1) * block);
            for (int x = left + square * block; x < end;)
            {
                int count = Math.Min(end - x, BitLayout.WordBits - x % BitLayout.WordBits);
                ulong bits = row[x / BitLayout.WordBits] >> (x % BitLayout.WordBits) << (BitLayout.WordBits - count);
                set[square] += weight * BitOperations.PopCount(bits);
                x += count;
            }
        }
    }

    // Each with memory for a packed row.
    private void ForRows(int rows, Action<int, ulong[]> work) => Parallel.For(
        0,
        rows,
        new ParallelOptions { MaxDegreeOfParallelism = settings.Threads },
        () => new ulong[layout.PackedWords],
        (y, _, row) =>
        {
            work(y, row);
            return row;
        },
        _ => { });

    private BitPass[] MakeWorkers(GateNetwork network)
    {
        IRowCircuit circuit = RowCircuit.Of(network, layout, settings.Execution, RowCircuit.CanCompile);
        return [.. Enumerable.Range(0, settings.Threads).Select(_ => new BitPass(circuit, layout, settings, Planes, StepsOfPass))];
    }

    private int FirstRow(int worker) => (int)((long)settings.Height * worker / workers.Length);
}
