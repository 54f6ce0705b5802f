using GpuEcosystem.Tests.Reference.PetriDish;

namespace GpuEcosystem.Tests.Kernels.PetriDish;

/// <summary>Upstream gradients of every perspective, whose numbers are floats.</summary>
/// <param name="IsLast">Whether it is the last step.</param>
/// <param name="SeesAliveness">Whether networks see aliveness.</param>
/// <param name="Upstream">α of the last step, <c>[entity][world]</c>.</param>
/// <param name="Inputs">α, where networks see aliveness, then γ, <c>[world][species][I][y][x]</c>, of an earlier step.</param>
internal sealed record DishAdjoints(bool IsLast, bool SeesAliveness, double[] Upstream, double[][] Inputs)
{
    public static DishAdjoints OfLastStep(DishSample sample) =>
        new(true, true, sample.Draw(sample.P.Entities * sample.Worlds.Count), []);

    public static DishAdjoints OfEarlierStep(DishSample sample, bool seesAliveness)
    {
        DishParameters p = sample.P with { AliveVisible = seesAliveness };
        return new(false, seesAliveness, [], [.. sample.Worlds.Select(_ => sample.Draw(p.Species * p.Inputs * p.Cells))]);
    }

    /// <summary>What the reference makes of them in a perspective: du_p and g, <c>[C][y][x]</c>.</summary>
    public (double[] Proposals, double[] State) Through(DishSample sample, int world, int perspective)
    {
        DishParameters p = sample.P;
        double[] aliveness = new double[p.Entities * p.Cells];
        double[] state = new double[p.Channels * p.Cells];
        if (IsLast)
        {
            Array.Fill(aliveness, Upstream[perspective * sample.Worlds.Count + world], perspective * p.Cells, p.Cells);
        }
        else
        {
            int length = Inputs[world].Length / p.Species;
            double[] inputs = Inputs[world][((perspective - 1) * length)..(perspective * length)];
            state = inputs[^state.Length..];
            aliveness = SeesAliveness ? inputs[..aliveness.Length] : aliveness;
        }

        return DishContestGradient.Of(p, sample.Worlds[world].Outcome, perspective, aliveness, state);
    }
}
