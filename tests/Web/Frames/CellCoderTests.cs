using System.IO.Compression;
using GpuEcosystem.Web.Frames;
using Xunit;

namespace GpuEcosystem.Tests.Web.Frames;

/// <summary>Pictures of codes as bytes.</summary>
public class CellCoderTests
{
    private static readonly uint[] codes = [0x0000ff00, 0x00008003, 0x000000fe, 0x00000105];
    private static readonly uint[] next = [0x00000001, 0x00008003, 0x0000fffd, 0x00000204];

    /// <summary>What cells are comes first, then their levels.</summary>
    [Fact]
    public void A_picture_is_two_planes() =>
        Assert.Equal([0x00, 0x03, 0xfe, 0x05, 0xff, 0x80, 0x00, 0x01], Unpack(CellCoder.Pack(codes, [])));

    /// <summary>Each byte of a difference is added to the earlier one, and what passes 255 begins again.</summary>
    [Fact]
    public void A_difference_adds_up()
    {
        byte[] difference = Unpack(CellCoder.Pack(next, codes));
        Assert.Equal([0x01, 0x00, 0xff, 0xff, 0x01, 0x00, 0xff, 0x01], difference);
        byte[] earlier = Unpack(CellCoder.Pack(codes, []));
        Assert.Equal(Unpack(CellCoder.Pack(next, [])), earlier.Zip(difference, (one, added) => (byte)(one + added)));
    }

    /// <summary>What has not changed takes next to nothing.</summary>
    [Fact]
    public void Stillness_is_small()
    {
        Random random = new(1);
        uint[] large = [.. Enumerable.Range(0, 128 * 128).Select(_ => (uint)random.Next(1 << 16))];
        Assert.InRange(CellCoder.Pack(large, large).Length, 1, 1000);
        Assert.InRange(CellCoder.Pack(large, []).Length, 30_000, 40_000);
    }

    private static byte[] Unpack(byte[] packed)
    {
        using DeflateStream stream = new(new MemoryStream(packed), CompressionMode.Decompress);
        using MemoryStream plain = new();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
