namespace GpuEcosystem.Imaging.Films;

/// <summary>The compression of GIF: Lempel, Ziv and Welch's, with codes of 9 to 12 bits.</summary>
/// <remarks>Why it is no library's stands beside <see cref="GifFilm"/>.</remarks>
internal sealed class GifCompression
{
    private const int IndexBits = 8;
    private const int Clear = 1 << IndexBits;
    private const int End = Clear + 1;
    private const int MostCodes = 4096;
    private const int Slots = 4 * MostCodes;
    private const int Free = -1;
    private const int BlockSize = 255;

    // Open addressing: which code stands for another code's indices followed by one more index.
    private readonly int[] keys = new int[Slots];
    private readonly ushort[] codes = new ushort[Slots];
    private readonly byte[] block = new byte[BlockSize];
    private int nextCode;
    private int codeBits;
    private int blockLength;
    private uint bits;
    private int bitCount;

    /// <summary>Writes a frame's indices.</summary>
    public void Write(Stream target, ReadOnlySpan<byte> indices)
    {
        target.WriteByte(IndexBits);
        codeBits = IndexBits + 1;
        Put(target, Clear);
        Forget();
        int prefix = indices[0];
        foreach (byte index in indices[1..])
        {
            int key = prefix << IndexBits | index;
            int slot = Find(key);
            if (keys[slot] == key)
            {
                prefix = codes[slot];
                continue;
            }

            Put(target, prefix);
            prefix = index;
            if (nextCode == MostCodes)
            {
                Put(target, Clear);
                Forget();
                continue;
            }

            keys[slot] = key;
            codes[slot] = (ushort)nextCode;
            Count();
        }

        Put(target, prefix);
        Count();
        Put(target, End);
        Flush(target);
        target.WriteByte(0);
    }

    private int Find(int key)
    {
        int slot = (int)((uint)key * 2654435769u >> 18);
        while (keys[slot] != key && keys[slot] != Free)
        {
            slot = (slot + 1) % Slots;
        }

        return slot;
    }

    private void Forget()
    {
        Array.Fill(keys, Free);
        nextCode = End + 1;
        codeBits = IndexBits + 1;
    }

    // A reader knows a code one code later than the writer, so codes become longer only when there is one too many.
    private void Count()
    {
        if (nextCode == 1 << codeBits && nextCode < MostCodes)
        {
            codeBits++;
        }

        nextCode++;
    }

    private void Put(Stream target, int code)
    {
        bits |= (uint)code << bitCount;
        bitCount += codeBits;
        while (bitCount >= 8)
        {
            PutByte(target);
        }
    }

    private void Flush(Stream target)
    {
        if (bitCount > 0)
        {
            PutByte(target);
        }

        bits = 0;
        bitCount = 0;
        WriteBlock(target);
    }

    private void PutByte(Stream target)
    {
        block[blockLength++] = (byte)bits;
        bits >>= 8;
        bitCount -= 8;
        if (blockLength == BlockSize)
        {
            WriteBlock(target);
        }
    }

    private void WriteBlock(Stream target)
    {
        if (blockLength > 0)
        {
            target.WriteByte((byte)blockLength);
            target.Write(block, 0, blockLength);
            blockLength = 0;
        }
    }
}
