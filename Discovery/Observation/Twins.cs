using System.Collections.Immutable;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>
/// Worlds that go on from one state, alike but for a cell. Random numbers are the same in all, for they are named by step and cell, so
/// what differs later is what came of the cell.
/// </summary>
public static class Twins
{
    private const int Disturbed = 3;
    private const int Steps = 64;

    /// <summary>The descriptors that twins are needed for.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. DescriptorCatalogue.All.Where(descriptor => descriptor.OfTwins is not null).Select(descriptor => descriptor.Name)];

    /// <summary>What the twins of a world say of it, by name, to six significant digits. The world itself stays as it is.</summary>
    /// <param name="world">The world; of several that live at once it is the first that is looked at.</param>
    /// <param name="trial">What cells are drawn for, besides the world's seed.</param>
    /// <exception cref="UserException">The device has no room for four worlds more.</exception>
    public static ImmutableSortedDictionary<string, double> Describe(ConfiguredWorld world, long trial)
    {
        List<World> twins = [];
        try
        {
            while (twins.Count <= Disturbed)
            {
                twins.Add(world.World.Copy());
                StopLearning(twins[^1]);
            }

            for (int copy = 0; copy < Disturbed; copy++)
            {
                Disturb(twins[copy + 1], trial, copy);
            }

            return DescriptorCatalogue.Describe(Compare(twins));
        }
        finally
        {
            twins.ForEach(twin => twin.Dispose());
        }
    }

    /// <summary>A world that learns has one cell's difference in all of its weights at once.</summary>
    internal static void StopLearning(World world) => world.Change(world.Parameters with { LearnInterval = 0 });

    /// <summary>Gives a random open cell, if there is one, to the species after the one that has it.</summary>
    internal static void Disturb(World world, long trial, int copy)
    {
        int width = world.Parameters.GridWidth;
        byte[] winners = world.ReadWinners()[..(width * world.Parameters.GridHeight)];
        int[] open = [.. Enumerable.Range(0, winners.Length).Where(cell => winners[cell] != World.NoWinner)];
        if (open.Length == 0)
        {
            return;
        }

        int drawn = open[Philox.Below(open.Length, world.WorldSeed, RandomStream.Perturbation, trial, (ulong)copy)];
        (int x, int y) = (drawn % width, drawn / width);
        world.Stroke(Brush.Paint, x, y, x, y, radius: 0, winners[drawn] % world.Parameters.Species + 1);
    }

    /// <summary>Lets twins go on side by side, and compares the first with each of the others.</summary>
    internal static DamageSpreading Compare(IReadOnlyList<World> twins)
    {
        int cells = twins[0].Parameters.GridWidth * twins[0].Parameters.GridHeight;
        int open = twins[0].ReadWinners().Take(cells).Count(winner => winner != World.NoWinner);
        double[] distances = new double[Steps];
        for (int step = 0; step < Steps; step++)
        {
            float[][][] aliveness = [.. twins.Select(twin => StepOf(twin, cells))];
            distances[step] = aliveness.Skip(1).Average(other => DistanceOf(aliveness[0], other)) / Math.Max(1, open);
        }

        return new DamageSpreading(distances, open);
    }

    // Aliveness after a step, [entity][cell].
    private static float[][] StepOf(World world, int cells)
    {
        world.Step();
        return [.. Enumerable.Range(0, world.Parameters.Species + 1).Select(entity => world.ReadPlane(entity)[..cells])];
    }

    // Walls are alike in both.
    private static double DistanceOf(float[][] aliveness, float[][] others)
    {
        double sum = 0;
        foreach ((float[] own, float[] other) in aliveness.Zip(others))
        {
            for (int cell = 0; cell < own.Length; cell++)
            {
                sum += Math.Abs((double)own[cell] - other[cell]);
            }
        }

        return sum / 2;
    }
}
