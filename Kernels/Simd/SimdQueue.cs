using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// Operations that wait to be run in order: a step has more than a hundred, some of them done in microseconds, so that
/// waking threads for each would cost as much as its work. Who runs the queue is its first worker; threads of the pool help
/// as they come. No operation begins before all tiles of the one before are done, but none waits for a worker: one that gets
/// no core leaves its tiles to the others, and if it comes late it finds them taken and joins in further on.
/// </summary>
/// <remarks>One thread fills a queue and runs it; nothing is allocated once every kind of operation was there.</remarks>
public sealed unsafe class SimdQueue : IDisposable
{
    /// <summary>Operations that fit; who adds one more has to run the queue first.</summary>
    public const int Capacity = 512;

    // Workers' clocks lie a cache line apart.
    private const int TicksApart = 16;

    private readonly int vectorBits;
    private readonly SimdCall[] calls = new SimdCall[Capacity];
    private readonly Dictionary<Type, Stack<SimdCall>> spare = [];
    private readonly TileShares shares;
    private readonly SimdTurn turn = new();
    private readonly SimdHelper[] helpers;
    private readonly long[] busyTicks;
    private float* scratch;
    private long scratchFloats;
    private uint first;
    private int tilesToDo;
    private Exception? fault;

    /// <summary>Makes a queue.</summary>
    /// <param name="workers">The most workers that run at once.</param>
    /// <param name="vectorBits">Bits of the vectors that they use: 512, 256 or 128.</param>
    public SimdQueue(int workers, int vectorBits)
    {
        Workers = workers;
        this.vectorBits = vectorBits;
        shares = new TileShares(workers);
        helpers = [.. Enumerable.Range(1, workers - 1).Select(worker => new SimdHelper(this, worker))];
        busyTicks = new long[workers * TicksApart];
    }

    /// <summary>The most workers that run at once.</summary>
    public int Workers { get; }

    /// <summary>Operations that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Operations that wait or, between <see cref="Run"/> and <see cref="Clear"/>, have been run.</summary>
    public ReadOnlySpan<SimdCall> Calls => calls.AsSpan(0, Count);

    /// <summary>Time that all workers together have spent on tiles so far.</summary>
    public TimeSpan BusyTime => Stopwatch.GetElapsedTime(0, busyTicks.Sum());

    /// <summary>Appends an operation that has at least one tile.</summary>
    /// <exception cref="OutOfMemoryException">There is no room for what it needs; what waits already can be run.</exception>
    /// <returns>The waiting operation.</returns>
    public SimdCall Add<TBody, TArguments>(in TArguments arguments)
        where TBody : struct, ISimdBody<TArguments>
        where TArguments : struct
    {
        if (!spare.TryGetValue(typeof(TBody), out Stack<SimdCall>? unused))
        {
            spare.Add(typeof(TBody), unused = new Stack<SimdCall>());
        }

        MakeRoom(TBody.ScratchFloats(arguments));
        SimdCall<TBody, TArguments> call =
            unused.TryPop(out SimdCall? known) ? (SimdCall<TBody, TArguments>)known : new SimdCall<TBody, TArguments>();
        call.Prepare(arguments);
        calls[Count++] = call;
        return call;
    }

    /// <summary>Runs the operations, and returns when all are done.</summary>
    public void Run()
    {
        BusyThreads.Enter();
        first = turn.Current + 1;
        Open(first);
        for (uint operation = first; operation - first < Count; operation = turn.Current)
        {
            TakeTiles(operation, worker: 0);
            turn.WaitToMoveFrom(operation);
        }

        BusyThreads.Leave();
    }

    /// <summary>Forgets all operations, run or not.</summary>
    /// <exception cref="InvalidOperationException">One of them threw an exception.</exception>
    public void Clear()
    {
        foreach (SimdCall call in Calls)
        {
            spare[call.Operation].Push(call);
        }

        Count = 0;
        Exception? thrown = fault;
        fault = null;
        if (thrown is not null)
        {
            throw new InvalidOperationException("a kernel failed on the CPU: " + thrown.Message, thrown);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(scratch);
        scratch = null;
        scratchFloats = 0;
    }

    /// <summary>Works on operations as long as their turns come soon.</summary>
    internal void Help(int worker)
    {
        uint operation;
        do
        {
            operation = turn.Current;
            TakeTiles(operation, worker);
        }
        while (turn.MovesSoonFrom(operation));
    }

    // Nothing but a tile in the hand keeps an operation, the queue's memory and all else as they are.
    private void TakeTiles(uint operation, int worker)
    {
        long start = Stopwatch.GetTimestamp();
        int done = 0;
        for (; shares.TryTake(operation, worker, out int tile); done++)
        {
            SimdCall call = calls[operation - first];
            if (done == 0)
            {
                call.Start(start);
            }

            Compute(call, tile, worker);
        }

        if (done > 0)
        {
            long end = Stopwatch.GetTimestamp();
            busyTicks[worker * TicksApart] += end - start;
            if (Interlocked.Add(ref tilesToDo, -done) == 0)
            {
                calls[operation - first].Finish(end);
                Open(operation + 1);
            }
        }
    }

    private void Compute(SimdCall call, int tile, int worker)
    {
        try
        {
            if (Volatile.Read(ref fault) is null)
            {
                call.Compute(tile, scratch + worker * scratchFloats, vectorBits);
            }
        }
        catch (Exception exception)
        {
            // Clear throws it, when no worker is left at work.
            Interlocked.CompareExchange(ref fault, exception, null);
        }
    }

    // Whoever did an operation's last tile opens the next, if there is one.
    private void Open(uint operation)
    {
        int tiles = 0;
        if (operation - first < Count)
        {
            tiles = calls[operation - first].Tiles;
            tilesToDo = tiles;
            shares.Open(operation, tiles);
        }

        turn.MoveTo(operation);
        for (int i = 0; i < helpers.Length && i + 1 < tiles && BusyThreads.LeaveCore; i++)
        {
            helpers[i].Invite();
        }
    }

    private void MakeRoom(long floats)
    {
        // Cache lines must not be shared between workers, and rows of zeros are read up to a vector past their end.
        long needed = (floats + 63) / 64 * 64 + 64;
        if (needed > scratchFloats)
        {
            // What waits already keeps its memory where there is no more.
            float* larger = (float*)NativeMemory.AlignedAlloc((nuint)(needed * Workers * sizeof(float)), 64);
            NativeMemory.AlignedFree(scratch);
            scratch = larger;
            scratchFloats = needed;
        }
    }
}
