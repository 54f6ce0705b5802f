using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class World
{
    // A world is looked at this often; the look waits for the device, which at this distance costs nothing to see.
    private const int StepsPerCheckup = 50;
    private const int MostRecoveriesInARow = 3;

    private readonly List<Recovery> recoveries = [];
    private int recoveriesInARow;
    private Area? lastPatch;

    /// <summary>What went wrong so far and was mended.</summary>
    public IReadOnlyList<Recovery> Recoveries => recoveries;

    /// <summary>
    /// Whether memory has room for a copy of the world that learning can go back to when numbers are no longer finite;
    /// without one such a world dies.
    /// </summary>
    public bool KeepsLastGoodState => body.LastGood is not null;

    /// <summary>Whether a copy is kept where memory has room for one.</summary>
    internal bool MayCopy
    {
        get;
        set
        {
            field = value;
            if (!value)
            {
                body.GiveUpCopy();
            }
        }
    }
    = true;

    /// <summary>Whether the device has room for another world beside this one.</summary>
    public bool HasRoomBeside(WorldParameters other) =>
        WorldBody.Bytes(launcher, RuleSets.Of(other).ShapeOf(other, Device, rowsPerBand)) <= Device.Memory.Free;

    /// <summary>
    /// The part of the grid that the last step's learning pass looked at; null if that step did not learn, or there was
    /// none.
    /// </summary>
    public Area? LearningPatch => hasLastStep ? lastPatch : null;

    // Keeps a good state, or goes back to the last one; returns the species whose learning rates were halved.
    private int[] CheckHealth()
    {
        (string? what, int[] species) = FindWhatIsNotFinite();
        if (what is null)
        {
            recoveriesInARow = 0;
            body.LastGood?.Save(StepNumber);
            return [];
        }

        if (body.LastGood is not { IsMade: true } lastGood)
        {
            throw new WorldDiedException($"{what} not finite, and memory had no room for a good state to go back to");
        }

        lastGood.Restore();
        body.Recovered();
        Recovery recovery = new(StepNumber, lastGood.Step, what, species);
        StepNumber = lastGood.Step;
        countIsStale = true;
        hasLastStep = false;
        conquests?.BeginAgain(StepNumber);
        recoveriesInARow++;
        if (recoveriesInARow >= MostRecoveriesInARow)
        {
            throw new WorldDiedException(
                $"{what} not finite, {recoveriesInARow} times in a row; the world stands at step {StepNumber}, before it happened");
        }

        recoveries.Add(recovery);
        Parameters = Parameters with { LearningRate = Halved(Parameters.LearningRate, species) };
        return species;
    }

    // Where all species are concerned, so is the common rate, which is the sun's too.
    private PerSpecies<float> Halved(PerSpecies<float> rates, int[] species)
    {
        PerSpecies<float> halved = species.Length == Parameters.Species ? rates.All(rates.Default / 2) : rates;
        return Networks.Store.Groups == 1
            ? halved
            : species.Aggregate(halved, (made, one) => made.With(one, rates[one] / 2));
    }

    private (string? What, int[] Species) FindWhatIsNotFinite()
    {
        float[] norms = Optimizers.ReadNorms();
        int[] badGradients = [.. Enumerable.Range(0, norms.Length).Where(group => !float.IsFinite(norms[group]))];
        if (badGradients.Length > 0)
        {
            return ("gradients are", SpeciesOf(badGradients));
        }

        float[] weights = Networks.Weights.ReadAll(launcher.Flush());
        int[] badWeights = [.. Enumerable.Range(0, norms.Length).Where(group => !IsFinite(weights, group))];
        if (badWeights.Length > 0)
        {
            return ("weights are", SpeciesOf(badWeights));
        }

        int[] all = [.. Enumerable.Range(1, Parameters.Species)];
        return body.CellNumbers is PlaneBuffer cells && !IsFinite(cells) ? ("the world's cells are", all)
            : !body.LearnedBySun.All(IsFinite) ? ("the sun's numbers are", all)
            : (null, []);
    }

    private bool IsFinite(INumberStore numbers) => numbers is PlaneBuffer planes
        ? IsFinite(planes)
        : ((FlatNumbers)numbers).Buffer.ReadAll(launcher.Flush()).All(float.IsFinite);

    // With a shared network, one group concerns all species.
    private int[] SpeciesOf(int[] groups) => Networks.Store.Groups == 1
        ? [.. Enumerable.Range(1, Parameters.Species)]
        : [.. groups.Select(group => group + 1)];

    private bool IsFinite(float[] weights, int group)
    {
        foreach (WeightSlice slice in Networks.Store.Slices.Where(slice => slice.Group == group))
        {
            foreach (float weight in weights.AsSpan((int)slice.First, slice.Count))
            {
                if (!float.IsFinite(weight))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool IsFinite(PlaneBuffer planes)
    {
        using DeviceBuffer<float> counts = Device.Allocate<float>((long)planes.Count * planes.Area.Height);
        launcher.Run<FiniteCheck, FiniteCheck.Arguments>(new FiniteCheck.Arguments
        {
            Values = planes.Planes,
            Count = planes.Count,
            RowCounts = counts.View,
            Target = planes.Area,
        });
        return counts.ReadAll(launcher.Flush()).Sum() == 0;
    }
}
