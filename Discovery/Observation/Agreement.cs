using System.Numerics;
using System.Runtime.Intrinsics;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>Pairs of open cells, and how many of them have the same winner.</summary>
/// <param name="Pairs">The pairs.</param>
/// <param name="Same">Those with the same winner.</param>
internal readonly record struct Agreement(long Pairs, long Same)
{
    /// <summary>Share of the pairs with unequal winners; 0 where there are no pairs.</summary>
    public double Difference => Pairs == 0 ? 0 : (double)(Pairs - Same) / Pairs;

    public static Agreement operator +(Agreement a, Agreement b) => new(a.Pairs + b.Pairs, a.Same + b.Same);

    /// <summary>The pairs of each cell with the one in its place some time later.</summary>
    public static Agreement Between(Frame now, Frame later) => Of(now.Winners, later.Winners);

    /// <summary>The pairs of each cell with the one some columns to its right and some rows below it.</summary>
    public static Agreement Apart(Frame frame, int columns, int rows)
    {
        Agreement all = default;
        for (int y = 0; y < frame.Height - rows; y++)
        {
            ReadOnlySpan<byte> row = frame.Winners.AsSpan(y * frame.Width, frame.Width);
            ReadOnlySpan<byte> below = frame.Winners.AsSpan((y + rows) * frame.Width, frame.Width);
            all += Of(row[..^columns], below[columns..]);
        }

        return all;
    }

    private static Agreement Of(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        (int walls, int same, int i) = (0, 0, 0);
        Vector256<byte> wall = Vector256.Create(World.NoWinner);
        for (; i <= first.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
        {
            Vector256<byte> a = Vector256.Create(first[i..]);
            Vector256<byte> b = Vector256.Create(second[i..]);
            uint closed = (Vector256.Equals(a, wall) | Vector256.Equals(b, wall)).ExtractMostSignificantBits();
            walls += BitOperations.PopCount(closed);
            same += BitOperations.PopCount(Vector256.Equals(a, b).ExtractMostSignificantBits() & ~closed);
        }

        for (; i < first.Length; i++)
        {
            bool closed = first[i] == World.NoWinner || second[i] == World.NoWinner;
            walls += closed ? 1 : 0;
            same += !closed && first[i] == second[i] ? 1 : 0;
        }

        return new Agreement(first.Length - walls, same);
    }
}
