using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Tests.Reference.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>
/// The comparisons with the reference bite: where the two differ by a fault that a kernel could have, they fail. The faults are put
/// into the reference, which is easier to break than a kernel and differs from it just as much.
/// </summary>
public class BrokenContestTests
{
    private static readonly DishSample plain = new(4, ContestKind.PetriDish);
    private static readonly DishSample duel = new(4, ContestKind.Duel);
    private static readonly DishSample stalemate = DishSample.Stalemate(ContestKind.Duel);

    private static readonly Dictionary<string, StepFault> steps = new()
    {
        ["walls are open"] = new(
            plain, bench => bench.Masks, world => DishContest.Alive(plain.P, AlivenessOf(plain, world), new double[plain.P.Cells])),
        ["the threshold is enough"] = new(
            plain, bench => bench.Masks, world => DishContest.Alive(Below(plain.P), AlivenessOf(plain, world), world.Walls)),
        ["the dead share"] = new(
            duel, bench => bench.Weights, world => Run(duel, world, masks: Array.ConvertAll(world.Masks, _ => 1.0)).Weights),
        ["one's own defence counts"] = new(plain, bench => bench.Weights, world => WeightsAgainstAll(plain, world)),
        ["a duel is none"] = new(duel, bench => bench.Weights, world => Run(duel, world, Plain(duel.P)).Weights),
        ["what has next to no length gets length 1"] = new(
            plain, bench => bench.Weights, world => Run(plain, world, proposals: Lengthened(world)).Weights),
        ["attack and defence are exchanged"] = new(plain, bench => bench.Weights, world => Run(plain, world, proposals: Exchanged(world)).Weights),
        ["the second softmax has another temperature"] = new(
            plain, bench => bench.Shares, world => Run(plain, world, Warmer(plain.P)).Shares),
        ["the sun pushes nobody"] = new(plain, bench => bench.NextState, world => WithoutSun(plain, world)),
        ["hidden channels stay what they were"] = new(plain, bench => bench.NextState, world => WithHiddenKept(plain, world)),
        ["the state is not clamped"] = new(plain, bench => bench.NextState, world => world.Outcome.Free),
        ["what survives is not brought to 1"] = new(plain, bench => bench.Aliveness, world => Kept(world.Outcome)),
        ["everybody survives"] = new(plain, bench => bench.Aliveness, world => world.Outcome.Shares),
        ["a stronghold helps its own cell alone"] = new(
            plain, bench => bench.Aliveness, world => Run(plain, world, survivors: Strongholds(plain.P, world.Outcome)).Aliveness),
        ["what survives is brought to 1 beside the sun"] = new(plain, bench => bench.Aliveness, world => BesideSun(world.Outcome)),
        ["a duel's sum may be less than 1e-8"] = new(
            stalemate, bench => bench.Aliveness, world => Run(stalemate, world, Plain(stalemate.P)).Aliveness),
    };

    private static readonly Dictionary<string, GradientFault> gradients = new()
    {
        ["the clamp lets everything through"] = new(
            plain, (world, alpha, gamma) => Slopes(plain, world.Outcome with { Free = new double[gamma.Length] }, alpha, gamma)),
        ["the state does not reach proposals"] = new(
            plain, (world, alpha, gamma) => Slopes(plain, world.Outcome, alpha, new double[gamma.Length])),
        ["aliveness does not reach proposals"] = new(
            plain, (world, alpha, gamma) => Slopes(plain, world.Outcome, new double[alpha.Length], gamma)),
        ["the second softmax has another temperature"] = new(
            plain, (world, alpha, gamma) => Slopes(plain, world.Outcome, alpha, gamma, Warmer(plain.P))),
        ["a duel is none"] = new(duel, (world, alpha, gamma) => Slopes(duel, world.Outcome, alpha, gamma, Plain(duel.P))),
        ["everybody survives"] = new(
            duel,
            (world, alpha, gamma) => Slopes(
                duel, world.Outcome with { Survivors = world.Masks, Aliveness = world.Outcome.Shares }, alpha, gamma)),
        ["attacks are not divided by their lengths"] = new(
            duel, (world, alpha, gamma) => WithLengths(duel, world, Slopes(duel, world.Outcome, alpha, gamma))),
        ["the clamp's bounds let nothing through"] = new(
            plain, (world, alpha, gamma) => Slopes(plain, world.Outcome with { Free = BeyondBounds(world) }, alpha, gamma)),
        ["one's own defence counts against one's attack"] = new(
            plain, (world, alpha, gamma) => WithMore(plain, world, alpha, gamma, 0, (own, directions) =>
                DishContestGradient.ThroughNorm(Scaled(directions.Defence, own), directions.Attack[^1], directions.AttackNorms[^1]))),
        ["one's own attack counts against one's defence"] = new(
            plain, (world, alpha, gamma) => WithMore(plain, world, alpha, gamma, plain.P.Half, (own, directions) =>
                DishContestGradient.ThroughNorm(Scaled(directions.Attack, own), directions.Defence[^1], directions.DefenceNorms[^1]))),
        ["vectors learn along themselves"] = new(
            plain, (world, alpha, gamma) => WithMore(plain, world, alpha, gamma, 0, Along)),

        // All that survives would be the sun's, and aliveness would have no slope.
        ["a duel's least sum is a variable"] = new(
            stalemate, (world, alpha, gamma) => Slopes(stalemate, world.Outcome, new double[alpha.Length], gamma)),
    };

    // Which planes show a fault, and what the broken reference says of them.
    private sealed record StepFault(DishSample Sample, Func<DishBench, PlaneBuffer> Planes, Func<DishWorld, double[]> Broken);

    // What a broken reference makes of α and γ of the last species' perspective: slopes of its proposals, then of the state.
    private sealed record GradientFault(DishSample Sample, Func<DishWorld, double[], double[], double[]> Broken);

    /// <summary>Faults of steps by name.</summary>
    public static TheoryData<string> StepFaults => [.. steps.Keys];

    /// <summary>Faults of the way back by name.</summary>
    public static TheoryData<string> GradientFaults => [.. gradients.Keys];

    /// <summary>With a fault a step is another, by more than the tolerance could ever be widened to.</summary>
    [Theory]
    [MemberData(nameof(StepFaults))]
    public void A_broken_step_is_noticed(string fault)
    {
        StepFault step = steps[fault];
        using DishBench bench = new(Devices.Open("cpu"), step.Sample);
        float[] actual = bench.Workbench.Read(step.Planes(bench.Step()));
        Assert.True(Worst(step.Sample.Tall(step.Broken), actual) > 5 * ContestTests.Tolerance);
    }

    /// <summary>With a fault slopes are others.</summary>
    [Theory]
    [MemberData(nameof(GradientFaults))]
    public void A_broken_gradient_is_noticed(string fault)
    {
        DishSample sample = gradients[fault].Sample;
        DishAdjoints adjoints = DishAdjoints.OfEarlierStep(sample, seesAliveness: true);
        using DishBench bench = new(Devices.Open("cpu"), sample);
        int species = sample.P.Species;
        DishSlopes slopes = DishSlopes.Run(bench.Step(), sample, adjoints, first: species, count: 1);
        float[] actual = [.. slopes.Of(sample, species), .. slopes.FlowOf(sample, species)];
        int world = 0;
        double[] expected = sample.Tall(one =>
        {
            double[] inputs = adjoints.Inputs[world++][^one.Grid.Length..];
            return gradients[fault].Broken(one, inputs[..one.Masks.Length], inputs[one.Masks.Length..]);
        });
        Assert.True(Worst(expected, actual) > 5 * ContestGradientTests.Tolerance * expected.Max(Math.Abs));
    }

    private static double Worst(double[] expected, float[] actual) => expected.Zip(actual, (left, right) => Math.Abs(left - right)).Max();

    private static double[] AlivenessOf(DishSample sample, DishWorld world) => world.Grid[..(sample.P.Entities * sample.P.Cells)];

    private static DishParameters Below(DishParameters p) => p with { AliveThreshold = MathF.BitDecrement(p.AliveThreshold) };

    private static DishParameters Plain(DishParameters p) => p with { Rules = DishRules.PetriDish };

    private static DishParameters Warmer(DishParameters p) => p with { Temperature = 1.001 * p.Temperature };

    private static DishOutcome Run(
        DishSample sample,
        DishWorld world,
        DishParameters? p = null,
        double[]? masks = null,
        double[]? proposals = null,
        double[]? survivors = null)
    {
        double[] all = [.. DishLearning.Everywhere(sample.P, sample.Sun), .. world.Species];
        return DishContest.Run(p ?? sample.P, masks ?? world.Masks, proposals ?? all, world.Outcome.State, survivors);
    }

    private static double[] Slopes(DishSample sample, DishOutcome outcome, double[] alpha, double[] gamma, DishParameters? p = null)
    {
        (double[] proposals, double[] state) = DishContestGradient.Of(p ?? sample.P, outcome, sample.P.Species, alpha, gamma);
        return [.. proposals, .. state];
    }

    // With more in the last species' vectors that begin at a channel, from the slope of its score and the directions in a cell.
    private static double[] WithMore(
        DishSample sample, DishWorld world, double[] alpha, double[] gamma, int first, Func<double, DishDirections, double[]> more)
    {
        DishParameters p = sample.P;
        double[] slopes = Slopes(sample, world.Outcome, alpha, gamma);
        double[] flow = slopes[^gamma.Length..];
        for (int cell = 0; cell < p.Cells; cell++)
        {
            double own = DishContestGradient.ScoreSlopes(
                p, world.Outcome, cell, DishContest.Column(alpha, cell, p.Cells), DishContest.Column(flow, cell, p.Cells))[^1];
            double[] added = more(own, DishDirections.Of(p, world.Outcome.Proposals, cell));
            for (int channel = 0; channel < added.Length; channel++)
            {
                slopes[(first + channel) * p.Cells + cell] += added[channel];
            }
        }

        return slopes;
    }

    private static double[] Scaled(double[][] directions, double slope) => DishContestGradient.Scale(directions[^1], slope);

    // What an attack's slope has along the attack, which division by its length takes out.
    private static double[] Along(double own, DishDirections directions)
    {
        double[] attack = directions.Attack[^1];
        double[] slope = DishContestGradient.Scale(DishDirections.Less(directions.DefenceSum, directions.Defence[^1]), own);
        double norm = directions.AttackNorms[^1];
        return DishContestGradient.Scale(attack, norm < DishContest.Least ? 0 : DishDirections.Dot(attack, slope) / norm);
    }

    private static double[] Exchanged(DishWorld world)
    {
        DishParameters p = plain.P;
        return
        [
            .. world.Outcome.Proposals.Chunk(p.Channels * p.Cells).SelectMany(entity => (double[])
            [
                .. entity[(p.Half * p.Cells)..(p.StateChannels * p.Cells)], .. entity[..(p.Half * p.Cells)],
                .. entity[(p.StateChannels * p.Cells)..],
            ]),
        ];
    }

    private static double[] WithoutSun(DishSample sample, DishWorld world)
    {
        DishParameters p = sample.P;
        return [.. world.Outcome.Free.Select((free, i) =>
            Math.Clamp(free - world.Outcome.Weights[i % p.Cells] * sample.Sun[i / p.Cells], -1, 1))];
    }

    private static double[] WithHiddenKept(DishSample sample, DishWorld world)
    {
        int kept = sample.P.StateChannels * sample.P.Cells;
        return [.. world.Outcome.NextGrid[world.Masks.Length..][..kept], .. world.Outcome.State[kept..]];
    }

    private static double[] BeyondBounds(DishWorld world) =>
        Array.ConvertAll(world.Outcome.Free, free => Math.Abs(free) == 1 ? 2 * free : free);

    private static double[] Kept(DishOutcome outcome) => [.. outcome.Shares.Zip(outcome.Survivors, (share, survives) => share * survives)];

    private static double[] BesideSun(DishOutcome outcome)
    {
        double[] kept = Kept(outcome);
        int cells = plain.P.Cells;
        return [.. kept.Select((share, i) => share / Math.Max(DishContest.Column(kept, i % cells, cells)[1..].Sum(), share))];
    }

    private static double[] Strongholds(DishParameters p, DishOutcome outcome) =>
        [.. outcome.Shares.Select((share, i) => i < p.Cells || share > p.AliveThreshold ? 1.0 : 0.0)];

    private static double[] Lengthened(DishWorld world) =>
        [.. world.Outcome.Proposals.Select(value => Math.Abs(value) < 1e-8 ? 1e6 * value : value)];

    private static double[] WeightsAgainstAll(DishSample sample, DishWorld world)
    {
        double[] weights = new double[world.Masks.Length];
        for (int cell = 0; cell < sample.P.Cells; cell++)
        {
            DishDirections directions = DishDirections.Of(sample.P, world.Outcome.Proposals, cell);
            double[] powers =
            [
                .. directions.Attack.Select((attack, i) =>
                    world.Masks[i * sample.P.Cells + cell] * Math.Exp(DishDirections.Dot(attack, directions.DefenceSum))),
            ];
            for (int i = 0; i < powers.Length; i++)
            {
                weights[i * sample.P.Cells + cell] = powers[i] / powers.Sum();
            }
        }

        return weights;
    }

    private static double[] WithLengths(DishSample sample, DishWorld world, double[] slopes) => [.. slopes.Select((slope, i) =>
    {
        double norm = DishDirections.Of(sample.P, world.Outcome.Proposals, i % sample.P.Cells).AttackNorms[sample.P.Species];
        return i < sample.P.Half * sample.P.Cells ? slope * norm : slope;
    })];
}
