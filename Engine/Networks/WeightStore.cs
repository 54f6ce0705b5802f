using System.Collections.Immutable;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Learning;
using ILGPU;

namespace GpuEcosystem.Engine.Networks;

/// <summary>All weights of some networks in one buffer, and the slices of it that optimisers move.</summary>
internal sealed class WeightStore
{
    private readonly DeviceArena memory;
    private readonly DeviceBuffer<WeightSlice> onDevice;
    private readonly DeviceBuffer<int> firstSlices;
    private bool isOnDevice;

    /// <param name="memory">Holds them.</param>
    /// <param name="length">Floats of the buffer.</param>
    /// <param name="slices">The slices, group by group; each group has some.</param>
    public WeightStore(DeviceArena memory, long length, ImmutableArray<WeightSlice> slices)
    {
        this.memory = memory;
        Slices = slices;
        Groups = slices[^1].Group + 1;
        Longest = slices.Max(slice => slice.Count);
        Values = memory.Allocate<float>(length);
        onDevice = memory.Allocate<WeightSlice>(slices.Length);
        firstSlices = memory.Allocate<int>(Groups + 1);
    }

    /// <summary>The weights, and gaps between slices that nobody reads.</summary>
    public DeviceBuffer<float> Values { get; }

    /// <summary>The slices, group by group.</summary>
    public ImmutableArray<WeightSlice> Slices { get; }

    /// <summary>Groups that have an optimiser each.</summary>
    public int Groups { get; }

    /// <summary>Weights of the longest slice.</summary>
    public int Longest { get; }

    /// <summary>The slices for operations; they go to the device with the first that asks, since memory that is only counted cannot be
    /// written to.</summary>
    public ArrayView<WeightSlice> SlicesOnDevice()
    {
        BringToDevice();
        return onDevice.View;
    }

    /// <summary>Each group's first slice, and behind the last group the number of all, for operations.</summary>
    public ArrayView<int> FirstSlicesOnDevice()
    {
        BringToDevice();
        return firstSlices.View;
    }

    private void BringToDevice()
    {
        if (!isOnDevice)
        {
            int[] first = [.. Enumerable.Range(0, Groups + 1).Select(group => Slices.Count(slice => slice.Group < group))];
            onDevice.Write(memory.Launcher.Flush(), 0, Slices.AsSpan());
            firstSlices.Write(memory.Launcher.Flush(), 0, first);
            isOnDevice = true;
        }
    }
}
