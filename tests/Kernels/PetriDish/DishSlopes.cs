using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Tests.Reference.PetriDish;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>What a device makes of upstream gradients.</summary>
/// <param name="Sun">du_0, <c>[C][y][x]</c>.</param>
/// <param name="Species">du_p, <c>[species][C][y][x]</c>.</param>
/// <param name="Flow">g in its places, <c>[species][I][y][x]</c>.</param>
internal sealed record DishSlopes(float[] Sun, float[] Species, float[] Flow)
{
    /// <summary>Runs the way back after a step, in one go or band by band.</summary>
    public static DishSlopes Run(
        DishBench bench, DishSample sample, DishAdjoints adjoints, int first, int count, bool inPlace = false, params Area[] bands)
    {
        DishParameters p = sample.P;
        PlaneBuffer sun = bench.Result(p.Channels);
        PlaneBuffer species = bench.Result(p.Species * p.Channels);
        PlaneBuffer inputs = adjoints.IsLast
            ? bench.Result(1)
            : bench.Planes(Tall(sample, adjoints));
        PlaneBuffer flow = inPlace ? inputs : bench.Result(inputs.Count);
        foreach (Area band in bands.DefaultIfEmpty(bench.Whole))
        {
            bench.Workbench.Run<ContestGradient, ContestGradient.Arguments>(new ContestGradient.Arguments
            {
                Forward = bench.Contest(band),
                Aliveness = bench.Aliveness.Planes,
                Upstream = bench.Workbench.Buffer([.. adjoints.Upstream.Append(0).Select(value => (float)value)]).View,
                Adjoints = inputs.Planes,
                Flow = flow.Planes,
                ScoreGradient = bench.Result(count * p.Entities).Planes,
                Gradient = species.Planes,
                SunGradient = sun.Planes,
                IsLast = adjoints.IsLast ? 1 : 0,
                AliveVisible = adjoints.SeesAliveness ? 1 : 0,
                First = first,
                Count = count,
                Readable = bench.Worlds,
            });
        }

        return new DishSlopes(
            bench.Workbench.Read(sun), bench.FromPlanes(bench.Workbench.Read(species)), bench.Workbench.Read(flow));
    }

    /// <summary>du of an entity.</summary>
    public float[] Of(DishSample sample, int entity) => entity == 0 ? Sun : Part(Species, sample, entity - 1);

    /// <summary>g of a species.</summary>
    public float[] FlowOf(DishSample sample, int species) => Part(Flow, sample, species - 1)[^(Species.Length / sample.P.Species)..];

    /// <summary>Compares perspectives with the reference's.</summary>
    public void AssertClose(DishSample sample, DishAdjoints adjoints, IEnumerable<int> perspectives, double tolerance)
    {
        foreach (int perspective in perspectives)
        {
            (double[] Proposals, double[] State)[] expected =
                [.. sample.Worlds.Select((_, world) => adjoints.Through(sample, world, perspective))];
            double[] proposals = Tall(sample, [.. expected.Select(world => world.Proposals)]);
            double largest = proposals.Max(Math.Abs);
            Close.Assert<double, float>(proposals, Of(sample, perspective), tolerance * largest, what: $"proposals of {perspective}");
            if (!adjoints.IsLast)
            {
                double[] state = Tall(sample, [.. expected.Select(world => world.State)]);
                Close.Assert<double, float>(state, FlowOf(sample, perspective), absolute: 0, what: $"state of {perspective}");
            }
        }
    }

    // The worlds' planes one below the other.
    private static double[] Tall(DishSample sample, double[][] worlds)
    {
        int next = 0;
        return sample.Tall(_ => worlds[next++]);
    }

    private static double[] Tall(DishSample sample, DishAdjoints adjoints) => Tall(sample, adjoints.Inputs);

    private static float[] Part(float[] planes, DishSample sample, int species)
    {
        int length = planes.Length / sample.P.Species;
        return planes[(species * length)..((species + 1) * length)];
    }
}
