using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>How well the winners of open cells compress, row by row.</summary>
/// <param name="Complexity">Bits of a cell over log2 of the number of entities: little for large patches, above 1 for noise, which
/// costs more than it is worth.</param>
/// <param name="Order">
/// Bits that a cell has more where the same cells lie in random order: 0 for noise, much where cells have much to do with those beside
/// them.
/// </param>
internal sealed record Compression(double Complexity, double Order)
{
    /// <summary>The means over frames.</summary>
    public static Compression Of(IReadOnlyList<Frame> frames)
    {
        double complexity = 0;
        double order = 0;
        int[] places = [];
        foreach (Frame frame in frames)
        {
            byte[] cells = [.. frame.Winners.Where(winner => winner != World.NoWinner)];
            places = places.Length == cells.Length ? places : Shuffled(cells.Length);
            double perCell = BitsPerCell(cells, frame.Entities);
            complexity += perCell / Math.Log2(frame.Entities) / frames.Count;
            order += (BitsPerCell(Array.ConvertAll(places, place => cells[place]), frame.Entities) - perCell) / frames.Count;
        }

        return new Compression(complexity, order);
    }

    private static double BitsPerCell(byte[] cells, int entities) => (double)Lzw.CountBits(cells, entities) / Math.Max(1, cells.Length);

    // Fisher and Yates's way; always the same one, so that what is measured is the frame.
    private static int[] Shuffled(int count)
    {
        int[] places = [.. Enumerable.Range(0, count)];
        for (int last = count - 1; last > 0; last--)
        {
            int other = (int)Philox.Below(last + 1, 0, RandomStream.CellOrder, 0, (ulong)last);
            (places[last], places[other]) = (places[other], places[last]);
        }

        return places;
    }
}
