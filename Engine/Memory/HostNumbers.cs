using GpuEcosystem.Engine.Devices;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Memory;

/// <summary>Whole numbers that the host keeps, as one of the stores that a world's state consists of.</summary>
/// <param name="count">How many.</param>
/// <param name="parts">Parts of 16 bits, which floats hold exactly, that a number is handed out in: 1 to 4.</param>
internal class HostNumbers(long count, int parts) : INumberStore
{
    private const int PartBits = 16;

    /// <summary>The numbers.</summary>
    protected long[] Numbers => field ??= new long[count];

    public void ReadPieces(AcceleratorStream stream, float[] memory, NumberPiece take)
    {
        Reading();
        Visit(memory, (first, piece) =>
        {
            for (int i = 0; i < piece.Length; i++)
            {
                piece[i] = Numbers[(first + i) / parts] >> (int)((first + i) % parts * PartBits) & ((1 << PartBits) - 1);
            }

            take(piece);
        });
    }

    public void WritePieces(AcceleratorStream stream, float[] memory, NumberPiece fill)
    {
        Array.Clear(Numbers);
        Visit(memory, (first, piece) =>
        {
            fill(piece);
            for (int i = 0; i < piece.Length; i++)
            {
                Numbers[(first + i) / parts] |= (long)piece[i] << (int)((first + i) % parts * PartBits);
            }
        });
        Written();
    }

    public INumberStore Twin(DeviceArena memory) => new HostNumbers(count, parts);

    public void CopyTo(Launcher launcher, INumberStore target)
    {
        Reading();
        ((HostNumbers)target).Take(Numbers);
    }

    /// <summary>Somebody is about to read the numbers.</summary>
    protected virtual void Reading()
    {
        // Who has them nowhere else need not know.
    }

    /// <summary>All numbers have been replaced.</summary>
    protected virtual void Written()
    {
        // Likewise.
    }

    private delegate void PartVisitor(long first, Span<float> piece);

    private void Take(long[] numbers)
    {
        numbers.CopyTo(Numbers, 0);
        Written();
    }

    private void Visit(float[] memory, PartVisitor visit)
    {
        long floats = count * parts;
        for (long first = 0; first < floats; first += memory.Length)
        {
            visit(first, memory.AsSpan(0, (int)Math.Min(memory.Length, floats - first)));
        }
    }
}
