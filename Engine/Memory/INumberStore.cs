using GpuEcosystem.Engine.Devices;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Memory;

/// <summary>
/// Numbers in a device's memory that can be handed over piece by piece, in order. The memory that callers give holds a
/// row of the grid or more.
/// </summary>
internal interface INumberStore
{
    /// <summary>Hands out all numbers, using the caller's memory again for every piece.</summary>
    void ReadPieces(AcceleratorStream stream, float[] memory, NumberPiece take);

    /// <summary>Replaces all numbers, using the caller's memory again for every piece.</summary>
    void WritePieces(AcceleratorStream stream, float[] memory, NumberPiece fill);

    /// <summary>Another store of the same shape.</summary>
    INumberStore Twin(DeviceArena memory);

    /// <summary>Queues a copy of all numbers into a store of the same shape.</summary>
    void CopyTo(Launcher launcher, INumberStore target);
}

/// <summary>Takes the next numbers, or fills them in.</summary>
internal delegate void NumberPiece(Span<float> piece);
