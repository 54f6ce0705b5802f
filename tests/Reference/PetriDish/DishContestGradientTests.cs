using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Tests.Kernels.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>The way back through a contest is the slope of the way forward, with masks and everybody else's proposals held.</summary>
public class DishContestGradientTests
{
    private const double Tolerance = 1e-6;

    /// <summary>Rules, and numbers of species.</summary>
    public static TheoryData<ContestKind, int> Rules => new MatrixTheoryData<ContestKind, int>(Enum.GetValues<ContestKind>(), [1, 4]);

    /// <summary>Own proposals and the state before the step. What has next to no length learns nothing, whatever its slope.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Slopes_are_central_differences(ContestKind kind, int species)
    {
        DishSample sample = new(species, kind, worlds: 1, height: 3, width: 5);
        DishParameters p = sample.P;
        DishOutcome outcome = sample.Worlds[0].Outcome;
        double[] aliveness = sample.Draw(p.Entities * p.Cells);
        double[] state = sample.Draw(p.Channels * p.Cells);
        double[] proposals = [.. outcome.Proposals];
        double[] before = [.. outcome.State];
        double Loss()
        {
            DishOutcome moved = DishContest.Run(p, outcome.Masks, proposals, before, outcome.Survivors);
            return DishDirections.Dot([.. aliveness, .. state], moved.NextGrid);
        }

        bool[] isOnClamp = Array.ConvertAll(outcome.Free, free => Math.Abs(free) == 1);
        double[] expectedState = CentralDifference.Gradient(Loss, before);
        for (int entity = 0; entity < p.Entities; entity++)
        {
            var (actual, flow) = DishContestGradient.Of(p, outcome, entity, aliveness, state);
            Close.Assert<double, double>(
                [.. expectedState.Where((_, i) => !isOnClamp[i])], [.. flow.Where((_, i) => !isOnClamp[i])], Tolerance, what: "state");
            for (int i = 0; i < actual.Length; i++)
            {
                int cell = i % p.Cells;
                DishDirections directions = DishDirections.Of(p, outcome.Proposals, cell);
                int channel = i / p.Cells;
                double norm = channel < p.Half ? directions.AttackNorms[entity]
                    : channel < p.StateChannels ? directions.DefenceNorms[entity] : 1;
                bool isOnEdge = Enumerable.Range(0, p.Channels).Any(c => isOnClamp[c * p.Cells + cell]);
                if (norm < 1e-3)
                {
                    double through = outcome.Weights[entity * p.Cells + cell] * flow[i];
                    Assert.Equal(outcome.Masks[entity * p.Cells + cell] * through, actual[i], 1e-12);
                }
                else if (!isOnEdge)
                {
                    double slope = CentralDifference.Derivative(Loss, proposals, entity * p.Channels * p.Cells + i);
                    Assert.Equal(slope, actual[i], Tolerance);
                }
            }
        }
    }

    /// <summary>Where a duel's sum is held at 1e-8 there are slopes too, and they are those of what is left of the shares.</summary>
    [Fact]
    public void Slopes_of_a_stalemate_are_central_differences()
    {
        DishSample sample = DishSample.Stalemate(ContestKind.Duel);
        DishParameters p = sample.P;
        DishOutcome outcome = sample.Worlds[0].Outcome;
        double[] aliveness = sample.Draw(p.Entities * p.Cells);
        double[] proposals = [.. outcome.Proposals];
        double Loss() => DishDirections.Dot(
            aliveness, DishContest.Run(p, outcome.Masks, proposals, outcome.State, outcome.Survivors).Aliveness);
        for (int entity = 0; entity < p.Entities; entity++)
        {
            double[] actual = DishContestGradient.Of(p, outcome, entity, aliveness, new double[p.Channels * p.Cells]).Proposals;
            int[] places = [.. Enumerable.Range(0, p.Channels).Select(channel => channel * p.Cells + 8)];
            double[] expected =
                [.. places.Select(i => CentralDifference.Derivative(Loss, proposals, entity * p.Channels * p.Cells + i))];
            Close.Assert<double, double>(expected, [.. places.Select(i => actual[i])], 0, relativeToLargest: 1e-5, $"entity {entity}");
        }
    }
}
