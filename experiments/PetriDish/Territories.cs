using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Experiments.PetriDish;

/// <summary>Who holds which cell.</summary>
internal static class Territories
{
    /// <summary>
    /// Pairs of neighbours with different holders, as a share of those that there would be if the same cells were shuffled: 1 for
    /// noise, 0 for a single territory. Null where one entity holds everything.
    /// </summary>
    public static double? Mixing(World world)
    {
        int width = world.Parameters.GridWidth;
        int height = world.Parameters.GridHeight;
        int[] holders = Holders(world);
        long differing = 0;
        long pairs = 0;
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                int cell = y * width + x;
                Count(x + 1 < width, cell, cell + 1);
                Count(y + 1 < height, cell, cell + width);
            }
        }

        double same = holders.CountBy(holder => holder).Sum(entity => Math.Pow((double)entity.Value / holders.Length, 2));
        return same < 1 ? (double)differing / pairs / (1 - same) : null;

        void Count(bool isInside, int one, int other)
        {
            if (isInside)
            {
                pairs++;
                differing += holders[one] == holders[other] ? 0 : 1;
            }
        }
    }

    // The entity of the largest aliveness, [y][x].
    private static int[] Holders(World world)
    {
        float[][] aliveness = [.. Enumerable.Range(0, world.Parameters.Species + 1).Select(world.ReadPlane)];
        IEnumerable<int> entities = Enumerable.Range(0, aliveness.Length);
        return [.. Enumerable.Range(0, aliveness[0].Length).Select(cell => entities.MaxBy(entity => aliveness[entity][cell]))];
    }
}
