using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Tests.Reference.PetriDish;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>
/// Random worlds with random proposals, whose numbers are floats, and what the reference makes of them. No share is so near the
/// threshold, and no state so near the clamp, that rounding could decide; but some lie exactly on it.
/// </summary>
internal sealed class DishSample
{
    private const double Margin = 1e-5;
    private readonly Random random;

    /// <summary>Draws worlds.</summary>
    /// <param name="species">N.</param>
    /// <param name="kind">Which rules hold.</param>
    /// <param name="worlds">B.</param>
    /// <param name="height">Rows of a world.</param>
    /// <param name="width">Columns of a world.</param>
    public DishSample(int species, ContestKind kind, int worlds = 3, int height = 7, int width = 11)
    {
        P = new DishParameters
        {
            Rules = kind == ContestKind.Duel ? DishRules.PetriDishDuel : DishRules.PetriDish,
            Species = species,
            StateChannels = 6,
            HiddenChannels = 3,
            Temperature = 0.75,
            GridHeight = height,
            GridWidth = width,
        };
        random = new Random(100 * species + (int)kind);
        Sun = [.. Draw(P.StateChannels), .. new double[P.HiddenChannels]];
        Worlds = [.. Enumerable.Range(0, worlds).Select(_ => DrawWorld())];
    }

    private DishSample(DishParameters p, double[] sun, DishWorld[] worlds, Random random) =>
        (P, Sun, Worlds, this.random) = (p, sun, worlds, random);

    /// <summary>The parameters.</summary>
    public DishParameters P { get; }

    /// <summary>The sun's proposal <c>[C]</c>.</summary>
    public double[] Sun { get; }

    /// <summary>The worlds.</summary>
    public IReadOnlyList<DishWorld> Worlds { get; }

    /// <summary>
    /// A world in which three species of equal strength hold every cell, so that none has a stronghold, and the sun next to nothing:
    /// aliveness adds up to less than 1 in a duel.
    /// </summary>
    public static DishSample Stalemate(ContestKind kind)
    {
        DishSample sample = new(3, kind);
        DishParameters p = sample.P with { Temperature = 0.015 };
        double[] grid = [.. Enumerable.Repeat(0.0, p.Cells), .. Enumerable.Repeat(0.5, 3 * p.Cells), .. sample.Draw(p.Channels * p.Cells)];

        // All attack the first axis, which the sun alone defends along.
        double[] axes = [1, 0, 0, 0, 1, 0, 0, 0, 0];
        double[] proposals =
        [
            .. Enumerable.Range(0, 3 * p.Channels * p.Cells).Select(i =>
                (double)(float)(0.5 * axes[i / p.Cells % p.Channels] + 1e-4 * sample.Draw(1)[0])),
        ];
        double[] sun = [0, 0, 0.8f, 0.9f, 0, 0, 0, 0, 0];
        return new DishSample(p, sun, [new DishWorld(p, sun, grid, new double[p.Cells], proposals)], sample.random);
    }

    /// <summary>The worlds of a recorded case with the proposals that their networks made.</summary>
    public static DishSample Of(DishCase recorded)
    {
        DishParameters p = recorded.Parameters;
        double[][] proposals = [.. recorded.Input("updates").Chunk(p.Species * p.Channels * p.Cells)];
        DishWorld[] worlds =
            [.. recorded.Worlds.Zip(proposals, (grid, made) => new DishWorld(p, recorded.Sun, grid, new double[p.Cells], made))];
        return new DishSample(p, recorded.Sun, worlds, new Random(1));
    }

    /// <summary>One of the worlds alone.</summary>
    public DishSample Only(int world) => new(P, Sun, [Worlds[world]], random);

    /// <summary>Random numbers between −1 and 1.</summary>
    public double[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => (double)(2 * random.NextSingle() - 1))];

    /// <summary>Planes of the worlds as those of the tall grid in which they stand one below the other.</summary>
    public double[] Tall(Func<DishWorld, double[]> planes)
    {
        double[][] worlds = [.. Worlds.Select(planes)];
        IEnumerable<int> firsts = Enumerable.Range(0, worlds[0].Length / P.Cells).Select(plane => plane * P.Cells);
        return [.. firsts.SelectMany(first => worlds.SelectMany(world => world[first..(first + P.Cells)]))];
    }

    private DishWorld DrawWorld()
    {
        while (true)
        {
            double[] walls = [.. Enumerable.Range(0, P.Cells).Select(_ => random.Next(9) == 0 ? 1.0 : 0.0)];
            DishWorld world = new(P, Sun, [.. DrawAliveness(), .. DrawState()], walls, DrawProposals());
            if (world.Margin > Margin)
            {
                return world;
            }
        }
    }

    // Few cells hold enough of a species; one holds just too little. The last species is in some of the worlds alone.
    private double[] DrawAliveness()
    {
        bool isLastAbsent = P.Species > 1 && random.Next(2) == 0;
        double[] aliveness = new double[P.Entities * P.Cells];
        for (int i = 0; i < aliveness.Length; i++)
        {
            float share = random.NextSingle();
            bool isAbsent = isLastAbsent && i >= P.Species * P.Cells;
            aliveness[i] = isAbsent ? 0 : random.Next(15) == 0 ? 0.45f + 0.5f * share : 0.35f * share;
        }

        aliveness[P.Cells + random.Next(P.Cells)] = P.AliveThreshold;
        return aliveness;
    }

    // Some are as large as the clamp leaves them.
    private double[] DrawState() => Array.ConvertAll(Draw(P.Channels * P.Cells), value => random.Next(5) == 0 ? Math.Sign(value) : value);

    // Some vectors have no length, some next to none.
    private double[] DrawProposals()
    {
        double[] proposals = Draw(P.Species * P.Channels * P.Cells);
        for (int cell = 0; cell < P.Cells; cell += 2)
        {
            float factor = cell % 4 == 0 ? 0 : 1e-9f;
            int first = (random.Next(2) * P.Half * P.Cells) + cell;
            for (int channel = 0; channel < P.Half; channel++)
            {
                proposals[first + channel * P.Cells] = factor * (float)proposals[first + channel * P.Cells];
            }
        }

        return proposals;
    }
}
