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

        for (int i = 0; i < buffers.Bands.Count; i++)
        {
            Area band = buffers.Bands[world.Grid.IsAtEnd ? i : buffers.Bands.Count - 1 - i];
            DrawUniforms(band);
            Resolve(band);
        }

        world.Grid.Turn();
        population.Count(world.Grid.Planes, world.Area);
        if (Parameters.MinOccupancy > 0 && Respawns)
        {
            population.Respawn(world.Grid.Planes, world.Walls.Planes, world.Area, world.Channels, WorldSeed, StepNumber);
        }

        if (learns)
        {
            learning!.Apply(Parameters, sun);
        }

        hasLastStep = true;
        lastPatch = learns ? NextPatch : null;
        StepNumber++;
    }

    /// <summary>Launches what a step launches for its networks, and changes nothing.</summary>
    internal void ProposeEverywhere()
    {
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

    private void DrawUniforms(Area band)
    {
        if (GivenUniforms is not null)
        {
            buffers.UniformBuffer.Write(launcher.Stream, GivenUniforms);
            return;
        }

        launcher.Run<CellUniforms, CellUniforms.Arguments>(new CellUniforms.Arguments
        {
            Uniforms = buffers.Uniforms(band),
            Seed = WorldSeed,
            Step = StepNumber,
            Stream = RandomStream.CellUpdate,
            Whole = world.Area,
            Target = band,
        });
    }

    private void Resolve(Area band)
    {
        Area reach = Contest.Reach(Parameters, band, world.Area);
        Proposals proposals = Propose(reach);
        buffers.Contest.Hold(
            Parameters, proposals, world.Grid.Planes, world.Walls.Planes, population.Totals, world.Area, band);
        CellUpdate.Arguments update = new()
        {
            Proposals = proposals,
            Weights = buffers.Contest.Weights(band),
            Aliveness = buffers.Contest.Aliveness(band),
            Alive = buffers.Contest.Alive(band),
            Uniforms = buffers.Uniforms(band),
            Grid = world.Grid.Planes,
            NextGrid = world.Grid.NextPlanes,
            WinRate = world.WinRate.Planes,
            WinRateOn = Parameters.WinRate ? 1 : 0,
            Probability = Parameters.UpdateProbability,
            Memory = Parameters.WinRateMemory,
            Strength = Parameters.WinRateStrength,
            Target = band,
        };
        launcher.RunGroups<Activity, Activity.Arguments>(new Activity.Arguments
        {
            Update = update,
            Rows = world.Changes.View,
            Tracked = TracksActivity ? 1 : 0,
            Heat = heat?.Planes ?? update.Uniforms,
            Whole = world.Area,
        });
        launcher.Run<CellUpdate, CellUpdate.Arguments>(update);
    }

    private Proposals Propose(Area reach)
    {
        sun.Propose(buffers.SunProposal(reach), sun.Mode == SunMode.Spatial ? reach : world.Area with { Height = 1 });
        Planes input = Parameters.AliveVisible ? world.Grid.Planes : world.State;
        network.Propose(input, world.Area, reach, buffers.Activations, buffers.Proposals(reach));
        return new Proposals
        {
            Sun = buffers.SunProposal(reach),
            Species = buffers.Proposals(reach),
            Channels = world.Channels,
            StateChannels = Parameters.StateChannels,
            Entities = world.Entities,
        };
    }
}
