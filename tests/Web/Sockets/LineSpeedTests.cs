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
        Assert.Equal([2, 4, 8, 8], Enumerable.Range(0, 4).Select(_ => After(late, 20_000)));
        Assert.Equal(8, Enumerable.Range(0, 49).Select(_ => After(quick, 20_000)).Last());
        Assert.Equal(4, After(quick, 20_000));
        Enumerable.Range(0, 49).Select(_ => After(quick, 20_000)).ToList().ForEach(coarseness => Assert.Equal(4, coarseness));
        Assert.Equal(8, After(late, 20_000));
    }

    /// <summary>A page that is busy is no slow line: small pictures are late for other reasons.</summary>
    [Fact]
    public void Small_pictures_say_nothing() => Assert.Equal(1, After(late, 200));

    private int After(TimeSpan time, int bytes)
    {
        int before = line.Coarseness;
        Assert.Equal(line.Took(time, bytes), line.Coarseness != before);
        return line.Coarseness;
    }
}
