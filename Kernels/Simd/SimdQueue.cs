using System.Diagnostics;
using System.Runtime.InteropServices;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// Operations that wait to be run in order by one launch of <see cref="SimdWorker"/>: a launch wakes ILGPU's threads,
/// which costs as much as many an operation, while the step from one operation to the next costs a microsecond here.
/// Every worker goes through the whole queue; none begins an operation before all tiles of the one before are done.
/// </summary>
/// <remarks>One thread fills a queue and runs it; nothing is allocated once every kind of operation was there.</remarks>
public sealed unsafe class SimdQueue : IDisposable
{
    /// <summary>Operations that fit; who adds one more has to run the queue first.</summary>
    public const int Capacity = 512;

    // Not readonly: freeing a copy would leave this one as it was, to be freed again.
    private GCHandle handle;
    private readonly int vectorBits;
    private readonly SimdCall[] calls = new SimdCall[Capacity];
    private readonly Dictionary<Type, Stack<SimdCall>> spare = [];
    private readonly long[] busyTicks;
    private float* scratch;
    private long scratchFloats;
    private int arrivals;
    private Exception? fault;

    /// <summary>Makes a queue.</summary>
    /// <param name="workers">Workers that run at once.</param>
    /// <param name="vectorBits">Bits of the vectors that they use: 512, 256 or 128.</param>
    public SimdQueue(int workers, int vectorBits)
    {
        Workers = workers;
        this.vectorBits = vectorBits;
        busyTicks = new long[workers * TicksApart];

        // Whoever launches the queue holds it.
        handle = GCHandle.Alloc(this, GCHandleType.Weak);
    }

    /// <summary>Workers that run at once.</summary>
    public int Workers { get; }

    /// <summary>Operations that wait.</summary>
    public int Count { get; private set; }

    /// <summary>A handle that passes through a kernel's parameters.</summary>
    public long Handle => GCHandle.ToIntPtr(handle);

    /// <summary>Operations that wait or, between <see cref="SimdWorker"/> and <see cref="Clear"/>, have been run.</summary>
    public ReadOnlySpan<SimdCall> Calls => calls.AsSpan(0, Count);

    /// <summary>Time that all workers together have spent on tiles so far.</summary>
    public TimeSpan BusyTime => Stopwatch.GetElapsedTime(0, busyTicks.Sum());

    // Workers' clocks lie a cache line apart.
    private const int TicksApart = 16;

    /// <summary>Appends an operation.</summary>
    /// <returns>The waiting operation.</returns>
    public SimdCall Add<TBody, TArguments>(in TArguments arguments)
        where TBody : struct, ISimdBody<TArguments>
        where TArguments : struct
    {
        if (!spare.TryGetValue(typeof(TBody), out Stack<SimdCall>? unused))
        {
            spare.Add(typeof(TBody), unused = new Stack<SimdCall>());
        }

        SimdCall<TBody, TArguments> call =
            unused.TryPop(out SimdCall? known) ? (SimdCall<TBody, TArguments>)known : new SimdCall<TBody, TArguments>(Workers);
        call.Prepare(arguments);
        MakeRoom(TBody.ScratchFloats(arguments));
        calls[Count++] = call;
        return call;
    }

    /// <summary>Forgets the operations that have been run.</summary>
    /// <exception cref="InvalidOperationException">One of them threw an exception.</exception>
    public void Clear()
    {
        foreach (SimdCall call in Calls)
        {
            spare[call.Operation].Push(call);
        }

        Count = 0;
        arrivals = 0;
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
        if (handle.IsAllocated)
        {
            handle.Free();
        }
    }

    internal static SimdQueue FromHandle(long handle) => (SimdQueue)GCHandle.FromIntPtr((nint)handle).Target!;

    /// <summary>A worker's way through the queue.</summary>
    internal void Work(int worker)
    {
        for (int i = 0; i < Count; i++)
        {
            SimdCall call = calls[i];
            long start = Stopwatch.GetTimestamp();
            call.Start(start);
            try
            {
                if (Volatile.Read(ref fault) is null)
                {
                    call.TakeTiles(worker, scratch + worker * scratchFloats, vectorBits);
                }
            }
            catch (Exception exception)
            {
                // An exception that leaves a kernel ends the process; Clear throws it after the kernel.
                Interlocked.CompareExchange(ref fault, exception, null);
            }

            long end = Stopwatch.GetTimestamp();
            busyTicks[worker * TicksApart] += end - start;
            WaitForAll(call, (i + 1) * Workers, end);
        }
    }

    private void WaitForAll(SimdCall call, int expected, long time)
    {
        if (Interlocked.Increment(ref arrivals) == expected)
        {
            call.Finish(time);
            return;
        }

        SpinWait spin = default;
        while (Volatile.Read(ref arrivals) < expected)
        {
            // Sleeping would cost more than any tile takes.
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    private void MakeRoom(long floats)
    {
        // Cache lines must not be shared between workers, and rows of zeros are read up to a vector past their end.
        long needed = (floats + 63) / 64 * 64 + 64;
        if (needed > scratchFloats)
        {
            NativeMemory.AlignedFree(scratch);
            scratch = null;
            scratchFloats = 0;
            scratch = (float*)NativeMemory.AlignedAlloc((nuint)(needed * Workers * sizeof(float)), 64);
            scratchFloats = needed;
        }
    }
}
