using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>A grid of bits that lives by a circuit, a bit a cell and plane, on the CPU's vectors.</summary>
internal sealed unsafe class BitAutomaton : IDisposable
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
        CheckPlanes(network);
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

    /// <summary>Steps so far, which random numbers depend on.</summary>
    public long Step { get; set; }

    /// <summary>Words of a packed row.</summary>
    public int PackedWords => layout.PackedWords;

    /// <summary>Goes on with another circuit, or otherwise, from the same bits.</summary>
    /// <param name="network">What cells become from here on, as many answers as planes.</param>
    /// <param name="settings">The same grid.</param>
    /// <exception cref="UserException">There are not as many answers as planes, or it reads planes that there are not.</exception>
    public void Change(GateNetwork network, BitSettings settings)
    {
        CheckPlanes(network);
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

    /// <summary>Sets a plane's row.</summary>
    /// <param name="plane">From 0.</param>
    /// <param name="y">From 0.</param>
    /// <param name="packed">Bit x of which is cell x; what lies behind the last cell is not read.</param>
    public void WriteRow(int plane, int y, ReadOnlySpan<ulong> packed)
    {
        ulong* row = (ulong*)(now.Row(y) + plane * layout.PlaneBytes);
        PackedRows.Spread(layout, packed, row);
        new RowEnds(layout, settings.Periodic).Write(row);
    }

    /// <summary>Reads a plane's row.</summary>
    /// <param name="plane">From 0.</param>
    /// <param name="y">From 0.</param>
    /// <param name="packed">Bit x of which becomes cell x; what lies behind the last cell becomes 0.</param>
    public void ReadRow(int plane, int y, Span<ulong> packed) =>
        PackedRows.Gather(layout, (ulong*)(now.Row(y) + plane * layout.PlaneBytes), packed);

    /// <summary>Reads what a plane's row was one step before, where the last run was of one step.</summary>
    /// <param name="plane">From 0.</param>
    /// <param name="y">From 0.</param>
    /// <param name="packed">As <see cref="ReadRow"/> has it.</param>
    public void ReadRowBefore(int plane, int y, Span<ulong> packed) =>
        PackedRows.Gather(layout, (ulong*)(next.Row(y) + plane * layout.PlaneBytes), packed);

    /// <summary>Computes steps.</summary>
    /// <param name="steps">How many.</param>
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

    private BitPass[] MakeWorkers(GateNetwork network)
    {
        IRowCircuit circuit = RowCircuit.Of(network, layout, settings.Execution, RowCircuit.CanCompile);
        return [.. Enumerable.Range(0, settings.Threads).Select(_ => new BitPass(circuit, layout, settings, Planes, StepsOfPass))];
    }

    private void CheckPlanes(GateNetwork network)
    {
        if (network.Outputs.Length != Planes || network.Inputs.Any(input => input.Plane >= Planes))
        {
            int read = network.Inputs.Select(input => input.Plane + 1).DefaultIfEmpty(0).Max();
            throw new UserException($"a circuit with {network.Outputs.Length} answers that reads {read} planes cannot take the place of {Planes} planes of bits");
        }
    }

    private int FirstRow(int worker) => (int)((long)settings.Height * worker / workers.Length);
}
