using GpuEcosystem.Web.Sockets;
using Xunit;

namespace GpuEcosystem.Tests.Web.Sockets;

/// <summary>Pictures become coarser on a slow line, and fine again.</summary>
public class LineSpeedTests
{
    private static readonly TimeSpan late = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan quick = TimeSpan.FromSeconds(0.05);

    private readonly LineSpeed line = new();

    /// <summary>Late ones make it coarser, up to an end; many quick ones in a row finer again.</summary>
    [Fact]
    public void Late_pictures_make_it_coarser()
    {
        Assert.Equal([2, 4, 8, 8], After(late, 4));
        int[] finer = After(quick, 99);
        Assert.Equal([.. Enumerable.Repeat(8, 49), .. Enumerable.Repeat(4, 50)], finer);
        Assert.Equal([8], After(late, 1));
    }

    /// <summary>A page that is busy is no slow line: small pictures are late for other reasons.</summary>
    [Fact]
    public void Small_pictures_say_nothing() => Assert.Equal([1], After(late, 1, bytes: 200));

    // How coarse it is after each of some pictures.
    private int[] After(TimeSpan time, int pictures, int bytes = 20_000)
    {
        int[] coarseness = new int[pictures];
        for (int i = 0; i < pictures; i++)
        {
            int before = line.Coarseness;
            Assert.Equal(line.Took(time, bytes), line.Coarseness != before);
            coarseness[i] = line.Coarseness;
        }

        return coarseness;
    }
}
