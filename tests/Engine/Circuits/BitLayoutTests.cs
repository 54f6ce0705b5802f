using GpuEcosystem.Engine.Circuits.Bits;
using GpuEcosystem.Kernels.Random;
using Xunit;

namespace GpuEcosystem.Tests.Engine.Circuits;

/// <summary>Bits lie where neighbours are neighbours, and come back from there.</summary>
public sealed unsafe class BitLayoutTests
{
    /// <summary>Narrow rows, rows of one vector, those with cells behind the last, and those that fill their vectors.</summary>
    private static readonly int[] widths = [1, 2, 8, 63, 64, 65, 127, 128, 129, 255, 256, 257, 300, 511, 512, 513, 640, 1000, 1024, 4097, 16384, 33333];

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Every_cell_has_its_neighbours(int vectorBits)
    {
        foreach (int width in widths)
        {
            foreach (bool periodic in (bool[])[false, true])
            {
                (BitLayout layout, byte[] cells, ulong[] row) = RandomRow(width, vectorBits, periodic);
                Assert.Null(FirstWrongNeighbour(layout, row, cells, periodic));

                // The other border rule, or one broken bit at an end of the row, is seen.
                if (cells[0] + cells[^1] > 0)
                {
                    Assert.NotNull(FirstWrongNeighbour(layout, row, cells, !periodic));
                }

                row[0] ^= 1;
                Assert.Equal(0, FirstWrongNeighbour(layout, row, cells, periodic));
            }
        }
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Packed_rows_come_back(int vectorBits)
    {
        foreach (int width in widths)
        {
            (BitLayout layout, byte[] cells, ulong[] row) = RandomRow(width, vectorBits, true);
            ulong[] packed = [.. Enumerable.Repeat(ulong.MaxValue, layout.PackedWords)];
            fixed (ulong* plane = row)
            {
                PackedRows.Gather(layout, plane, packed);
            }

            Assert.Equal(Pack(cells), packed);
        }
    }

    /// <summary>Cells fire where their number is not above the rate, also where it is the rate itself.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(257)]
    [InlineData(1000)]
    public void Fire_is_what_the_numbers_say(int width)
    {
        const ulong seed = 77;
        float exact = Philox.Uniform(seed, RandomStream.CellUpdate, 5, (ulong)(3 * width + 2));
        foreach (float rate in (float[])[0.01f, 0.6f, exact, MathF.BitDecrement(exact), 1])
        {
            ulong[] packed = new ulong[(width + 63) / 64];
            new FireMask(seed, rate, width).Row(5, 3, new ulong[FireMask.WordsFor(width)], packed);
            for (int x = 0; x < width; x++)
            {
                bool fires = Philox.Uniform(seed, RandomStream.CellUpdate, 5, (ulong)(3 * width + x)) <= rate;
                Assert.Equal(fires, (packed[x / 64] >> (x % 64) & 1) != 0);
            }
        }
    }

    internal static ulong[] Pack(ReadOnlySpan<byte> cells)
    {
        ulong[] packed = new ulong[(cells.Length + 63) / 64];
        for (int x = 0; x < cells.Length; x++)
        {
            packed[x / 64] |= (ulong)cells[x] << (x % 64);
        }

        return packed;
    }

    // The first cell one of whose neighbours is not where it should be; null where there is none.
    private static int? FirstWrongNeighbour(BitLayout layout, ulong[] row, byte[] cells, bool periodic)
    {
        for (int x = 0; x < layout.Width; x++)
        {
            for (int dx = -1; dx <= 1; dx++)
            {
                int other = x + dx;
                int expected = other >= 0 && other < layout.Width ? cells[other] : periodic ? cells[(other + layout.Width) % layout.Width] : 0;
                if ((int)(row[layout.WordOf(x) + dx * layout.VectorWords] >> layout.BitOf(x) & 1) != expected)
                {
                    return x;
                }
            }
        }

        return null;
    }

    private static (BitLayout Layout, byte[] Cells, ulong[] Row) RandomRow(int width, int vectorBits, bool periodic)
    {
        Random random = new(width);
        byte[] cells = [.. Enumerable.Range(0, width).Select(_ => (byte)random.Next(2))];
        BitLayout layout = new(width, vectorBits);
        ulong[] row = [.. Enumerable.Range(0, layout.PlaneWords).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))];
        fixed (ulong* plane = row)
        {
            PackedRows.Spread(layout, Pack(cells), plane);
            new RowEnds(layout, periodic).Write(plane);
        }

        return (layout, cells, row);
    }
}
