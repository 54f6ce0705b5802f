using System.Runtime.InteropServices;

namespace GpuEcosystem.Kernels.Simd;

/// <summary>
/// What the workers of one launch share: the counter they take tiles from, their private memory, and the first
/// exception. One launch at a time uses a workspace.
/// </summary>
public sealed unsafe class SimdWorkspace : IDisposable
{
    private readonly GCHandle handle;
    private float* scratch;
    private long scratchFloats;
    private int nextTile;
    private int tiles;
    private Exception? fault;

    /// <summary>Makes a workspace for a number of workers.</summary>
    public SimdWorkspace(int workers)
    {
        Workers = workers;
        handle = GCHandle.Alloc(this);
    }

    /// <summary>Workers that run at once.</summary>
    public int Workers { get; }

    /// <summary>A handle that passes through a kernel's parameters.</summary>
    public long Handle => GCHandle.ToIntPtr(handle);

    /// <summary>The workspace behind a <see cref="Handle"/>.</summary>
    public static SimdWorkspace FromHandle(long handle) => (SimdWorkspace)GCHandle.FromIntPtr((nint)handle).Target!;

    /// <summary>Gets ready for a launch.</summary>
    /// <param name="tileCount">Tiles to hand out.</param>
    /// <param name="floatsPerWorker">Floats of private memory each worker needs.</param>
    public void Prepare(int tileCount, long floatsPerWorker)
    {
        // Cache lines must not be shared between workers, and rows of zeros are read up to a vector past their end.
        long needed = (floatsPerWorker + 63) / 64 * 64 + 64;
        if (needed > scratchFloats)
        {
            NativeMemory.AlignedFree(scratch);
            scratch = null;
            scratchFloats = 0;
            scratch = (float*)NativeMemory.AlignedAlloc((nuint)(needed * Workers * sizeof(float)), 64);
            scratchFloats = needed;
        }

        nextTile = 0;
        tiles = tileCount;
        fault = null;
    }

    /// <summary>Takes the next tile.</summary>
    /// <returns>False when none is left or a worker has failed.</returns>
    public bool TryTake(out int tile)
    {
        tile = Interlocked.Increment(ref nextTile) - 1;
        return tile < tiles && fault is null;
    }

    /// <summary>A worker's private memory.</summary>
    public float* Scratch(int worker) => scratch + worker * scratchFloats;

    /// <summary>Keeps the first exception of a launch.</summary>
    public void Fail(Exception exception) => Interlocked.CompareExchange(ref fault, exception, null);

    /// <summary>Throws what a worker threw, if one did.</summary>
    public void ThrowIfFailed()
    {
        if (fault is not null)
        {
            throw new InvalidOperationException("a kernel failed on the CPU: " + fault.Message, fault);
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
}
