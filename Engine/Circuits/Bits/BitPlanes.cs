using System.Runtime.InteropServices;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>Rows of bits, of all planes side by side: <c>[y][plane][vector]</c>.</summary>
internal sealed unsafe class BitPlanes : IDisposable
{
    private const int Alignment = 64;

    private byte* memory;

    /// <param name="layout">Where the bits of a row lie.</param>
    /// <param name="planes">How many planes there are.</param>
    /// <param name="rows">How many rows.</param>
    /// <exception cref="UserException">Memory has no room for them.</exception>
    public BitPlanes(in BitLayout layout, int planes, int rows)
    {
        RowBytes = (nint)layout.PlaneBytes * planes;
        nuint bytes = (nuint)checked(RowBytes * rows);
        try
        {
            memory = (byte*)NativeMemory.AlignedAlloc(bytes, Alignment);
        }
        catch (OutOfMemoryException)
        {
            GC.SuppressFinalize(this);
            throw new UserException(FormattableString.Invariant($"memory has no room for {bytes / (double)(1 << 20):N0} MiB of bits; choose a smaller grid"));
        }

        NativeMemory.Clear(memory, bytes);
    }

    /// <summary>Not called where somebody disposes of it.</summary>
    ~BitPlanes() => Free();

    /// <summary>From a row to the next.</summary>
    public nint RowBytes { get; }

    /// <summary>A row, from the vector on the left of its first plane.</summary>
    public byte* Row(int y) => memory + y * RowBytes;

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(memory);
        memory = null;
    }
}
