using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Tests.Reference.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>The gradients of a contest are the reference's, in everybody's perspective.</summary>
public class ContestGradientTests
{
    /// <summary>Largest difference, relative to the largest slope.</summary>
    internal const double Tolerance = 1e-5;

    // A temperature of 0.015 makes much of the rounding of w.
    private const double StalemateTolerance = 2e-4;

    /// <summary>Devices and vectors, species, rules, and how proposals lie.</summary>
    public static TheoryData<string, int, ContestKind, DishCoupling> Rules => ContestTests.Rules;

    /// <summary>At the last step each world has one number, for its own entity.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Last_steps_slopes(string device, int species, ContestKind kind, DishCoupling coupling)
    {
        DishSample sample = new(species, kind);
        DishAdjoints adjoints = DishAdjoints.OfLastStep(sample);
        using DishBench bench = new(Devices.Open(device), sample, coupling);
        DishSlopes slopes = DishSlopes.Run(bench.Step(), sample, adjoints, first: 0, count: species + 1);
        slopes.AssertClose(sample, adjoints, Enumerable.Range(0, species + 1), Tolerance);
        Assert.All(slopes.Sun[(sample.P.StateChannels * (int)bench.Whole.Cells)..], slope => Assert.Equal(0, slope));
    }

    /// <summary>Before it each cell has its own numbers, of its state alone where networks do not see aliveness.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Earlier_steps_slopes(string device, int species, ContestKind kind, DishCoupling coupling)
    {
        DishSample sample = new(species, kind);
        foreach (bool seesAliveness in (bool[])[true, false])
        {
            DishAdjoints adjoints = DishAdjoints.OfEarlierStep(sample, seesAliveness);
            using DishBench bench = new(Devices.Open(device), sample, coupling);
            DishSlopes slopes = DishSlopes.Run(bench.Step(), sample, adjoints, first: 1, count: species);
            slopes.AssertClose(sample, adjoints, Enumerable.Range(1, species), Tolerance);
        }
    }

    /// <summary>Perspectives may be taken one by one, and what flows on may lie where the adjoints were.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Perspectives_are_taken_apart(string device)
    {
        ComputeDevice opened = Devices.Open(device);
        DishSample sample = new(5, ContestKind.Duel);
        DishAdjoints adjoints = DishAdjoints.OfEarlierStep(sample, seesAliveness: true);
        using DishBench bench = new(opened, sample);
        DishSlopes whole = DishSlopes.Run(bench.Step(), sample, adjoints, first: 1, count: 5);
        for (int species = 1; species <= 5; species++)
        {
            using DishBench one = new(opened, sample);
            DishSlopes alone = DishSlopes.Run(one.Step(), sample, adjoints, first: species, count: 1, inPlace: true);
            Assert.Equal(whole.Of(sample, species), alone.Of(sample, species));
            Assert.Equal(whole.FlowOf(sample, species), alone.FlowOf(sample, species));
            Assert.All(
                Enumerable.Range(1, 5).Where(other => other != species),
                other => Assert.All(alone.Of(sample, other), slope => Assert.Equal(DishBench.Before, slope)));
        }
    }

    /// <summary>Where next to nothing survives, a duel's sum is a constant; otherwise the sun has all that is left.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Slopes_of_a_stalemate(string device)
    {
        ComputeDevice opened = Devices.Open(device);
        DishSample duel = DishSample.Stalemate(ContestKind.Duel);
        using DishBench bench = new(opened, duel);
        DishAdjoints last = DishAdjoints.OfLastStep(duel);
        DishSlopes.Run(bench.Step(), duel, last, first: 0, count: 1).AssertClose(duel, last, [0], StalemateTolerance);
        DishAdjoints earlier = DishAdjoints.OfEarlierStep(duel, seesAliveness: true);
        DishSlopes.Run(bench, duel, earlier, first: 1, count: 3).AssertClose(duel, earlier, [1, 2, 3], StalemateTolerance);

        DishSample other = DishSample.Stalemate(ContestKind.PetriDish);
        using DishBench plain = new(opened, other);
        DishSlopes none = DishSlopes.Run(plain.Step(), other, DishAdjoints.OfLastStep(other), first: 0, count: 1);
        Assert.All(none.Sun, slope => Assert.Equal(0, slope));
    }
}
