using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Tests;

/// <summary>A book of a device with much memory that refuses one request.</summary>
internal sealed class FailingBook() : MemoryBook(1L << 40)
{
    private int asked;
    private int failing;

    /// <summary>Refuses the n-th request from now on; none if 0.</summary>
    public void FailAt(int n) => (asked, failing) = (0, n);

    public override bool TryTake(long bytes) => ++asked != failing && base.TryTake(bytes);
}
