using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Simulation;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine;

public sealed partial class Ecosystem
{
    private bool countIsStale = true;
    private bool hasLastStep;

    /// <summary>Whether species that died out come back; a conformance case says what a step alone does.</summary>
    internal bool Respawns { get; init; } = true;

    /// <summary>Queues one step (sections 4 and 5) and returns; <see cref="Finish"/> waits for it.</summary>
    /// <exception cref="WorldDiedException">Numbers that are not finite came back again and again.</exception>
    public void Step()
    {
        Step(learns: Parameters.LearnInterval > 0 && StepNumber % Parameters.LearnInterval == 0);
        if (learning is not null && StepNumber % StepsPerCheckup == 0)
        {
            CheckHealth();
        }
    }

    /// <summary>The same, learning or not whatever the interval says, and without a look at the world's health.</summary>
    internal void Step(bool learns)
    {
        CountIfStale();

        // A learning pass sees the grid before the step, and the step uses the weights from before the update.
        if (learns)
        {
            ComputeGradients();
        }
        else
        {
            ProposeGlobalSun();
        }

        for (int i = 0; i < buffers.Bands.Count; i++)
        {
            Area band = buffers.Bands[world.Grid.IsAtEnd ? i : buffers.Bands.Count - 1 - i];
            Resolve(band);
        }

        world.Grid.Turn();
        if (Parameters.MinOccupancy > 0 && Respawns)
        {
            population.Respawn(world.Grid.Planes, world.Walls.Planes, world.Area, world.Channels, WorldSeed, StepNumber);
        }
        else
        {
            population.Total(world.Area);
        }

        if (learns)
        {
            learning!.Apply(Parameters, sun);
        }

        hasLastStep = true;
        lastPatch = learns ? NextPatch : null;
        StepNumber++;
        launcher.Submit();
    }

    /// <summary>Launches what a step launches for its networks, and changes nothing.</summary>
    internal void ProposeEverywhere()
    {
        ProposeGlobalSun();
        for (int i = 0; i < buffers.Bands.Count; i++)
        {
            Propose(Contest.Reach(Parameters, buffers.Bands[i], world.Area));
        }
    }

    /// <summary>Multiply-adds of the networks' convolutions over the grid.</summary>
    internal long NetworkMultiplyAdds => network.Layout.MultiplyAdds * world.Area.Cells;

    /// <summary>Replaces the next step's uniform numbers, <c>[y][x]</c>, of a world small enough for one band.</summary>
    internal float[]? GivenUniforms { get; set; }

    // The helpers of the small go by the populations before a step.
    private void CountIfStale()
    {
        if (countIsStale)
        {
            population.Count(world.Grid.Planes, world.Area);
            countIsStale = false;
        }
    }

    private CellUniforms Uniforms()
    {
        if (GivenUniforms is not null)
        {
            buffers.GivenUniforms.Write(launcher.Stream, GivenUniforms);
        }

        return new CellUniforms
        {
            Seed = WorldSeed,
            Step = StepNumber,
            Stream = RandomStream.CellUpdate,
            Whole = world.Area,
            AreGiven = GivenUniforms is null ? 0 : 1,
            Given = buffers.GivenUniforms.Planes,
        };
    }

    private void Resolve(Area band)
    {
        Area reach = Contest.Reach(Parameters, band, world.Area);
        Proposals proposals = Propose(reach);
        buffers.Contest.Hold(
            Parameters, proposals, world.Grid.Planes, world.Walls.Planes, population.Totals, world.Area, band);
        launcher.RunGroups<CellUpdate, CellUpdate.Arguments>(new CellUpdate.Arguments
        {
            Proposals = proposals,
            Weights = buffers.Contest.Weights(band),
            Aliveness = buffers.Contest.Aliveness(band),
            Alive = buffers.Contest.Alive(band),
            Uniforms = Uniforms(),
            Grid = world.Grid.Planes,
            NextGrid = world.Grid.NextPlanes,
            WinRate = world.WinRate.Planes,
            Activity = new Activity
            {
                Rows = world.Changes.View,
                Tracked = TracksActivity ? 1 : 0,
                Heat = heat?.Planes ?? world.WinRate.Planes,
            },
            RowSums = population.RowSums,
            WinRateOn = Parameters.WinRate ? 1 : 0,
            Probability = Parameters.UpdateProbability,
            Memory = Parameters.WinRateMemory,
            Strength = Parameters.WinRateStrength,
            Whole = world.Area,
            Target = band,
        });
    }

    // One vector for all cells, which the learning pass and all bands of a step share.
    private void ProposeGlobalSun()
    {
        if (sun.Mode == SunMode.Global)
        {
            sun.Propose(buffers.GlobalSun, world.Area with { Height = 1 });
        }
    }

    private Proposals Propose(Area reach)
    {
        if (sun.Mode == SunMode.Spatial)
        {
            sun.Propose(buffers.SpatialSun(reach), reach);
        }

        Planes input = Parameters.AliveVisible ? world.Grid.Planes : world.State;
        network.Propose(input, world.Area, reach, buffers.Activations, buffers.Proposals(reach));
        return new Proposals
        {
            Sun = sun.Mode == SunMode.Spatial ? buffers.SpatialSun(reach) : buffers.GlobalSun,
            Species = buffers.Proposals(reach),
            Channels = world.Channels,
            StateChannels = Parameters.StateChannels,
            Entities = world.Entities,
        };
    }
}
