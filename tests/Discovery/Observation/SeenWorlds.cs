using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Tests.Discovery.Observation;

/// <summary>Worlds that are made up for descriptors to look at.</summary>
internal static class SeenWorlds
{
    /// <summary>A world of which everything is said.</summary>
    /// <param name="size">Its grid.</param>
    /// <param name="entities">The sun and the species.</param>
    /// <param name="count">How often it is seen.</param>
    /// <param name="interval">Steps in between.</param>
    /// <param name="winner">Who holds a cell at a step, of (step, x, y).</param>
    /// <param name="shares">The entities' shares at a step; those of the cells that they hold if null.</param>
    public static Sightings Make(
        (int Width, int Height) size, int entities, int count, long interval, Func<long, int, int, int> winner, Func<long, double[]>? shares = null)
    {
        return new Sightings(interval, [.. Enumerable.Range(0, count).Select(j => new Sighting(At(j * interval), At(j * interval + 1)))]);

        Frame At(long step)
        {
            byte[] winners = new byte[size.Width * size.Height];
            for (int cell = 0; cell < winners.Length; cell++)
            {
                winners[cell] = (byte)winner(step, cell % size.Width, cell / size.Width);
            }

            double[] held = new Frame(size.Width, size.Height, winners, new double[entities]).Territory;
            return new Frame(size.Width, size.Height, winners, shares?.Invoke(step) ?? held);
        }
    }

    /// <summary>A world in which every cell is drawn anew at every step.</summary>
    public static Sightings Noise(int side, int entities)
    {
        Random random = new(3);
        return Make((side, side), entities, 8, 10, (_, _, _) => random.Next(entities));
    }

    /// <summary>A world of species in vertical stripes.</summary>
    public static Sightings Stripes(int width) => Make((64, 64), 3, 2, 10, (_, x, _) => 1 + x / width % 2);

    /// <summary>A world whose species' territories have a border that moves by a cell a step, under a roof of walls.</summary>
    public static Sightings Front() =>
        Make((64, 16), 3, 6, 5, (step, x, y) => y < 4 ? World.NoWinner : x < 10 + step ? 1 : 2);

    /// <summary>Patches that change in all ways, with walls.</summary>
    /// <param name="side">Side of the grid.</param>
    /// <param name="species">How many species.</param>
    /// <param name="count">How often they are seen.</param>
    public static Sightings Patches(int side, int species, int count)
    {
        Random random = new(7);
        return Make((side, side), species + 1, count, 10, Winner);

        int Winner(long step, int x, int y)
        {
            double place = Math.Sin(x / 9.0 + step / 31.0) + Math.Cos((x + 2 * y) / 13.0 - step / 17.0) + 0.2 * random.NextDouble();
            return x == y ? World.NoWinner : (int)Math.Abs(2 * place) % (species + 1);
        }
    }
}
