using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>Cells are counted from whom they went to whom, as the host counts them.</summary>
public class ConquestCensusTests
{
    private const int Entities = 4;

    private static readonly Area whole = new(3, 5, 37, 11);
    private static readonly Area upper = whole with { Height = 4 };
    private static readonly Area lower = whole with { Y = 9, Height = 7 };
    private static readonly int cells = (int)whole.Cells;
    private static readonly float[] before = DrawAliveness(1);
    private static readonly float[] after = DrawAliveness(2);
    private static readonly float[] walls = DrawWalls(3);

    private static readonly Dictionary<string, Func<long[]>> faults = new()
    {
        ["walls count"] = () => Count(before, after, new float[cells], First),
        ["the last of equals wins"] = () => Count(before, after, walls, Last),
        ["the way back"] = () => Count(after, before, walls, First),
        ["nothing changes hands"] = () => Count(before, before, walls, First),
        ["a cell where all is 0 is the last's"] = () => Count(before, after, walls, share => share.All(one => one == 0) ? 3 : First(share)),
    };

    /// <summary>The faults by name.</summary>
    public static TheoryData<string> Faults => [.. faults.Keys];

    /// <summary>Band by band, and twice as much the second time.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Counts_are_the_hosts(string device)
    {
        long[] expected = Count(before, after, walls, First);
        Assert.Equal(walls.Count(wall => wall == 0), expected.Sum());
        Assert.Equal(expected, Run(device, times: 1, whole));
        Assert.Equal(expected, Run(device, times: 1, lower, upper));
        Assert.Equal(expected.Select(count => 2 * count), Run(device, times: 2, upper, lower));
    }

    /// <summary>A count with a fault that a kernel could have is another.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public void A_broken_count_is_noticed(string fault) => Assert.NotEqual(faults[fault](), Run("cpu", times: 1, whole));

    private static long[] Run(string device, int times, params Area[] bands)
    {
        using Workbench bench = new(Devices.Open(device));
        PlaneBuffer old = bench.Planes(Entities, whole, before);
        PlaneBuffer next = bench.Planes(Entities, whole, after);
        PlaneBuffer closed = bench.Planes(1, whole, walls);
        DeviceBuffer<long> counts = bench.Buffer(new long[whole.Height * Entities * Entities]);
        for (int time = 0; time < times; time++)
        {
            foreach (Area band in bands)
            {
                bench.Run<ConquestCensus, ConquestCensus.Arguments>(new ConquestCensus.Arguments
                {
                    Before = old.Planes,
                    After = next.Planes,
                    Walls = closed.Planes,
                    Counts = counts.View,
                    Entities = Entities,
                    Whole = whole,
                    Target = band,
                });
            }
        }

        return bench.Read(counts);
    }

    private static long[] Count(float[] old, float[] next, float[] closed, Func<float[], int> winner)
    {
        long[] counts = new long[whole.Height * Entities * Entities];
        for (int cell = 0; cell < cells; cell++)
        {
            if (closed[cell] == 0)
            {
                counts[(cell / whole.Width * Entities + winner(Of(old, cell))) * Entities + winner(Of(next, cell))]++;
            }
        }

        return counts;
    }

    private static float[] Of(float[] aliveness, int cell) =>
        [.. Enumerable.Range(0, Entities).Select(entity => aliveness[entity * cells + cell])];

    private static int First(float[] shares) => Array.IndexOf(shares, shares.Max());

    private static int Last(float[] shares) => Array.LastIndexOf(shares, shares.Max());

    // Of few values, so that many are equal and some cells have none.
    private static float[] DrawAliveness(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, Entities * cells).Select(_ => random.Next(3) / 2f)];
    }

    private static float[] DrawWalls(int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, cells).Select(_ => random.Next(5) == 0 ? 1f : 0)];
    }
}
