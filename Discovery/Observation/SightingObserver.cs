using System.Collections.Immutable;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>
/// Looks at a run's worlds as a plan says, counting steps from where the run begins. A world that goes back to a step is seen again from
/// there on.
/// </summary>
/// <param name="plan">When to look.</param>
public sealed class SightingObserver(ObservationPlan plan) : RunObserver(interval: null)
{
    // Of each step that was seen, the frame of each world.
    private readonly Dictionary<long, Frame[]> seen = [];
    private long first;

    /// <inheritdoc/>
    public override bool SeesStart => plan.BurnIn == 0;

    /// <summary>Of each entity the share of the open cells that it holds in the last frame, the sun first; of several worlds the means.</summary>
    /// <exception cref="InvalidOperationException">The run has not come so far.</exception>
    public ImmutableArray<double> Territory
    {
        get
        {
            Frame[] last = At(Last);
            return [.. Enumerable.Range(0, last[0].Entities).Select(entity => Rounding.Significant(last.Average(one => one.Territory[entity])))];
        }
    }

    /// <inheritdoc/>
    public override bool IsDue(long stepNumber) =>
        stepNumber >= first && stepNumber <= Last && (stepNumber - first) % plan.Every <= 1;

    /// <inheritdoc/>
    public override long NextDue(long stepNumber)
    {
        long next = Math.Max(first, stepNumber + 1);
        next = IsDue(next) ? next : first + ((next - first) / plan.Every + 1) * plan.Every;
        return IsDue(next) ? next : long.MaxValue;
    }

    /// <inheritdoc/>
    public override void Begin(ConfiguredWorld world)
    {
        first = world.World.StepNumber + plan.BurnIn;
        if (world.Extras[SeenFrames.Extra] is ReadOnlyMemory<byte> kept)
        {
            first = SeenFrames.Read(kept, seen);
        }
    }

    /// <summary>Steps that a world still has to take which goes on from a file.</summary>
    /// <param name="step">The step at which it stands.</param>
    /// <param name="extras">What the file keeps beside it, with what <see cref="Keep"/> added.</param>
    /// <exception cref="UserException">Nothing was added.</exception>
    internal long StepsToCome(long step, EcoExtras extras) => SeenFrames.ReadFirst(
        extras[SeenFrames.Extra] ?? throw new UserException("the world was not kept on its way")) - plan.BurnIn + plan.Steps - step;

    /// <summary>Keeps what was seen, for a run that goes on from here.</summary>
    /// <exception cref="UserException">It is more than a world file holds.</exception>
    internal EcoExtras Keep(EcoExtras extras) => extras.With(SeenFrames.Extra, SeenFrames.Write(first, seen));

    /// <inheritdoc/>
    /// <exception cref="UserException">The worlds have another grid or other species than when they were seen before.</exception>
    public override void Observe(ConfiguredWorld world)
    {
        Frame[] frames = FramesOf(world.World);
        if (seen.Values.FirstOrDefault() is Frame[] before && (before.Length != frames.Length || !before[0].Fits(frames[0])))
        {
            throw new UserException(
                "the size of the grid and the number of species must stay as they are after the burn-in, for a world's frames are compared");
        }

        seen[world.World.StepNumber] = frames;
    }

    /// <summary>What was seen, of each world.</summary>
    /// <exception cref="InvalidOperationException">The run has not come to its end.</exception>
    public IReadOnlyList<Sightings> Sightings =>
        [.. Enumerable.Range(0, At(first).Length).Select(world => new Sightings(plan.Every, [.. PairsOf(world)]))];

    /// <summary>The descriptors of what was seen, by name, to six significant digits; of several worlds the means.</summary>
    /// <exception cref="InvalidOperationException">The run has not come to its end.</exception>
    public ImmutableSortedDictionary<string, double> Describe() => DescriptorCatalogue.Describe(Sightings);

    private long Last => first + plan.Steps - plan.BurnIn;

    private IEnumerable<Sighting> PairsOf(int world)
    {
        for (int look = 0; look < plan.Frames; look++)
        {
            long step = first + look * plan.Every;
            yield return new Sighting(At(step)[world], At(step + 1)[world]);
        }
    }

    private Frame[] At(long step) =>
        seen.GetValueOrDefault(step) ?? throw new InvalidOperationException($"the world has not been seen at step {step}");

    // All planes hold the worlds one below the other.
    private static Frame[] FramesOf(World world)
    {
        WorldParameters parameters = world.Parameters;
        int cells = parameters.GridWidth * parameters.GridHeight;
        byte[][] winners = [.. world.ReadWinners().Chunk(cells)];
        double[][] shares = [.. winners.Select(_ => new double[parameters.Species + 1])];
        for (int entity = 0; entity <= parameters.Species; entity++)
        {
            float[] aliveness = world.ReadPlane(entity);
            for (int one = 0; one < winners.Length; one++)
            {
                shares[one][entity] = MeanOf(aliveness.AsSpan(one * cells, cells), winners[one]);
            }
        }

        return [.. winners.Zip(shares, (held, means) => new Frame(parameters.GridWidth, parameters.GridHeight, held, means))];
    }

    // Over open cells; where there are none, nobody has anything.
    private static double MeanOf(ReadOnlySpan<float> aliveness, byte[] winners)
    {
        double sum = 0;
        int open = 0;
        for (int cell = 0; cell < winners.Length; cell++)
        {
            if (winners[cell] != World.NoWinner)
            {
                sum += aliveness[cell];
                open++;
            }
        }

        return sum / Math.Max(1, open);
    }
}
