using Silk.NET.OpenGL;

namespace GpuEcosystem.Viewer.Pixels;

/// <summary>Tells when OpenGL is done with what it was last asked to read.</summary>
internal sealed class ReadFence(GL gl) : IDisposable
{
    private const ulong LongWaitNanoseconds = 1_000_000_000;

    private nint fence;

    /// <summary>Whether it is done.</summary>
    public bool IsPassed => Passes(0);

    /// <summary>Marks the end of what OpenGL was asked so far.</summary>
    public void Set()
    {
        Dispose();
        fence = gl.FenceSync(SyncCondition.SyncGpuCommandsComplete, SyncBehaviorFlags.None);
    }

    /// <summary>Waits until it is done.</summary>
    public void Wait()
    {
        while (!Passes(LongWaitNanoseconds))
        {
        }
    }

    public void Dispose()
    {
        if (fence != 0)
        {
            gl.DeleteSync(fence);
            fence = 0;
        }
    }

    // The driver may hold commands back until it is made to send them.
    private bool Passes(ulong nanoseconds)
    {
        if (fence != 0 && gl.ClientWaitSync(fence, SyncObjectMask.Bit, nanoseconds) != GLEnum.TimeoutExpired)
        {
            Dispose();
        }

        return fence == 0;
    }
}
