using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>Random numbers are Philox4x32-10's, well distributed, and the same on the host and on every device.</summary>
public class PhiloxTests
{
    private const ulong Seed = 0xfedcba9876543210;

    // Beyond 32 bits, so that the upper half of the counter counts.
    private const long Step = 5_000_000_001;

    private static readonly RandomStream[] streams = Enum.GetValues<RandomStream>();

    /// <summary>The known answers that Random123 publishes: counters and keys of zeros, of ones, of the digits of π.</summary>
    [Fact]
    public void Known_answers()
    {
        Assert.Equal(new PhiloxBlock(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8), Philox.Encrypt(0, 0, 0, 0, 0, 0));
        Assert.Equal(
            new PhiloxBlock(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd),
            Philox.Encrypt(~0u, ~0u, ~0u, ~0u, ~0u, ~0u));
        Assert.Equal(
            new PhiloxBlock(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1),
            Philox.Encrypt(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0));
    }

    /// <summary>Seed, stream, step and block each have their own bits of key and counter.</summary>
    [Fact]
    public void Draws_are_the_references()
    {
        const ulong block = 0x00cd_ef01_2345_6789;
        foreach (RandomStream stream in streams)
        {
            PhiloxBlock drawn = Philox.Block(Seed, stream, Step, block);
            uint[] expected = ReferencePhilox.Draw(
                [0x23456789, (uint)(Step & 0xffffffff), (uint)(Step >> 32), 0xcdef0100 | (uint)stream],
                [0x76543210, 0xfedcba98]);

            uint[] words = [drawn.Word(0), drawn.Word(1), drawn.Word(2), drawn.Word(3)];
            Assert.Equal(expected, words);
            Assert.Equal(expected[3], Philox.Bits(Seed, stream, Step, 4 * block + 3));
        }
    }

    /// <summary>The smallest and the largest word stay inside [0, 1).</summary>
    [Fact]
    public void Uniforms_lie_in_the_unit_interval()
    {
        Assert.Equal(0f, Philox.ToUniform(0));
        Assert.Equal(MathF.BitDecrement(1), Philox.ToUniform(uint.MaxValue));
    }

    /// <summary>Mean 1/2 and variance 1/12, within five standard errors.</summary>
    [Fact]
    public void Uniforms_are_even()
    {
        double[] drawn = Draw(200_000, i => Philox.Uniform(Seed, RandomStream.CellUpdate, Step, i));

        Assert.Equal(0.5, drawn.Average(), 5 * Math.Sqrt(1 / 12.0 / drawn.Length));
        Assert.Equal(1 / 12.0, drawn.Average(z => (z - 0.5) * (z - 0.5)), 5 * Math.Sqrt(1 / 180.0 / drawn.Length));
    }

    /// <summary>Moments of the standard normal distribution, and tails as heavy as they should be.</summary>
    [Fact]
    public void Normals_are_normal()
    {
        double[] drawn = Draw(200_000, i => Philox.Normal(Seed, RandomStream.SeedState, Step, i));
        double error = 5 / Math.Sqrt(drawn.Length);

        Assert.All(drawn, number => Assert.True(double.IsFinite(number)));
        Assert.Equal(0, drawn.Average(), error);
        Assert.Equal(1, drawn.Average(number => number * number), error * Math.Sqrt(2));
        Assert.Equal(0, drawn.Average(number => number * number * number), error * Math.Sqrt(15));
        Assert.Equal(3, drawn.Average(number => Math.Pow(number, 4)), error * Math.Sqrt(96));
        Assert.Equal(0.0455, drawn.Average(number => Math.Abs(number) > 2 ? 1.0 : 0.0), error * 0.21);
    }

    /// <summary>Neighbouring indices, steps and streams, and neighbouring seeds, have nothing to do with each other.</summary>
    [Fact]
    public void Draws_are_independent()
    {
        const int count = 100_000;
        double[] drawn = Draw(count, i => Philox.Uniform(Seed, RandomStream.CellUpdate, 7, i));
        double[][] others =
        [
            Draw(count, i => Philox.Uniform(Seed, RandomStream.CellUpdate, 7, i + 1)),
            Draw(count, i => Philox.Uniform(Seed, RandomStream.CellUpdate, 7, i + 4)),
            Draw(count, i => Philox.Uniform(Seed, RandomStream.CellUpdate, 8, i)),
            Draw(count, i => Philox.Uniform(Seed, RandomStream.PatchUpdate, 7, i)),
            Draw(count, i => Philox.Uniform(Seed + 1, RandomStream.CellUpdate, 7, i)),
        ];

        Assert.All(others, other => Assert.Equal(0, Correlation(drawn, other), 5 / Math.Sqrt(count)));
    }

    /// <summary>No two uses ever share a block, however close their numbers are.</summary>
    [Fact]
    public void Blocks_are_all_different()
    {
        ulong[] near = [0, 1, 255, 256, 1UL << 32, (1UL << 32) + 1];
        PhiloxBlock[] blocks =
        [
            .. from stream in streams
               from seed in near
               from step in near
               from block in near
               select Philox.Block(seed, stream, (long)step, block),
        ];

        Assert.Equal(blocks.Length, blocks.Distinct().Count());
    }

    /// <summary>Every number comes up as often as any other, the first and the last too.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(127)]
    public void Below_is_even(int count)
    {
        const int draws = 200_000;
        int[] hits = new int[count];
        for (ulong i = 0; i < draws; i++)
        {
            hits[Philox.Below(count, Seed, RandomStream.SeedPosition, Step, i)]++;
        }

        double expected = (double)draws / count;
        Assert.All(hits, hit => Assert.Equal(expected, hit, 5 * Math.Sqrt(expected)));
    }

    /// <summary>A range of one number, and the largest range, in which every word is a number of its own.</summary>
    [Fact]
    public void Below_covers_the_extremes()
    {
        for (ulong i = 0; i < 1000; i++)
        {
            uint bits = Philox.Bits(Seed, RandomStream.Respawn, Step, i);
            Assert.Equal(0, Philox.Below(1, Seed, RandomStream.Respawn, Step, i));
            Assert.Equal(bits, Philox.Below(1L << 32, Seed, RandomStream.Respawn, Step, i));
        }
    }

    /// <summary>
    /// The cells' numbers are the host's to the last bit: rows that begin and end inside a block, targets that are
    /// part of the grid, areas that do not begin at zero.
    /// </summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Devices_draw_the_hosts_numbers(string device)
    {
        using Workbench bench = new(Devices.Open(device));
        foreach (int width in (int[])[1, 2, 3, 4, 5, 7, 16, 17, 33, 130])
        {
            Area whole = new(40, 9, width, 7);
            Area[] targets = [whole, whole with { Y = 11, Height = 3 }, whole with { X = 40 + width / 2, Width = width - width / 2 }];
            foreach (Area target in targets)
            {
                PlaneBuffer uniforms = bench.Planes(1, target);
                bench.Run<WriteUniforms, WriteUniforms.Arguments>(new WriteUniforms.Arguments
                {
                    Uniforms = new CellUniforms
                    {
                        Seed = Seed,
                        Step = Step,
                        Stream = RandomStream.PatchUpdate,
                        Whole = whole,
                        Given = uniforms.Planes,
                    },
                    Result = uniforms.Planes,
                    Target = target,
                });

                float[] expected = [.. Enumerable.Range(0, (int)target.Cells).Select(cell => Philox.Uniform(
                    Seed,
                    RandomStream.PatchUpdate,
                    Step,
                    (ulong)((target.RowOf(cell) - whole.Y) * width + target.ColumnOf(cell) - whole.X)))];
                Assert.Equal(expected, bench.Read(uniforms));
            }
        }
    }

    private static double[] Draw(int count, Func<ulong, float> draw) =>
        [.. Enumerable.Range(0, count).Select(i => (double)draw((ulong)i))];

    private static double Correlation(double[] left, double[] right)
    {
        double Centred(double[] a, double[] b) => a.Zip(b, (x, y) => (x - 0.5) * (y - 0.5)).Average();
        return Centred(left, right) / Math.Sqrt(Centred(left, left) * Centred(right, right));
    }
}
