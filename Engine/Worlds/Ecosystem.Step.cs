using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class Ecosystem
{
    private bool countIsStale = true;
    private bool hasLastStep;

    /// <summary>Whether species that died out come back; a conformance case says what a step alone does.</summary>
    internal bool Respawns { get; init; } = true;

    /// <summary>Queues one step (sections 4 and 5) and returns; <see cref="Finish"/> waits for it.</summary>
    /// <exception cref="UserException">The device has no room for the step, which has not been taken.</exception>
    /// <exception cref="WorldDiedException">Numbers that are not finite came back again and again.</exception>
    public void Step()
    {
        Step(learns: Parameters.LearnInterval > 0 && StepNumber % Parameters.LearnInterval == 0);
        if (body.Learning is { HasRun: true } && StepNumber % StepsPerCheckup == 0)
        {
            CheckHealth();
        }
    }

    /// <summary>The same, learning or not whatever the interval says, and without a look at the world's health.</summary>
    internal void Step(bool learns)
    {
        try
        {
            QueueStep(learns);
        }
        catch (UserException)
        {
            // Nothing of it has run yet.
            launcher.Forget();
            countIsStale = true;
            throw;
        }

        launcher.Submit();
    }

    private void QueueStep(bool learns)
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

        for (int i = 0; i < body.Buffers.Bands.Count; i++)
        {
            Area band = body.Buffers.Bands[World.Grid.IsAtEnd ? i : body.Buffers.Bands.Count - 1 - i];
            Resolve(band);
        }

        World.Grid.Turn();
        if (Parameters.MinOccupancy > 0 && Respawns)
        {
            Population.Respawn(World.Grid.Planes, World.Walls.Planes, World.Area, World.Channels, WorldSeed, StepNumber);
        }
        else
        {
            Population.Total(World.Area);
        }

        if (learns)
        {
            body.Learning!.Apply(Parameters, body.Sun);
        }

        hasLastStep = true;
        lastPatch = learns ? NextPatch : null;
        StepNumber++;
    }

    /// <summary>Launches what a step launches for its networks, and changes nothing.</summary>
    internal void ProposeEverywhere()
    {
        ProposeGlobalSun();
        for (int i = 0; i < body.Buffers.Bands.Count; i++)
        {
            Propose(Contest.Reach(Parameters, body.Buffers.Bands[i], World.Area));
        }
    }

    /// <summary>Multiply-adds of the networks' convolutions over the grid.</summary>
    internal long NetworkMultiplyAdds => Network.Layout.MultiplyAdds * World.Area.Cells;

    /// <summary>Replaces the next step's uniform numbers, <c>[y][x]</c>, of a world small enough for one band.</summary>
    internal float[]? GivenUniforms { get; set; }

    // The helpers of the small go by the populations before a step.
    private void CountIfStale()
    {
        if (countIsStale)
        {
            Population.Count(World.Grid.Planes, World.Area);
            countIsStale = false;
        }
    }

    private CellUniforms Uniforms()
    {
        if (GivenUniforms is not null)
        {
            body.Buffers.GivenUniforms.Write(launcher.Flush(), GivenUniforms);
        }

        return new CellUniforms
        {
            Seed = WorldSeed,
            Step = StepNumber,
            Stream = RandomStream.CellUpdate,
            Whole = World.Area,
            AreGiven = GivenUniforms is null ? 0 : 1,
            Given = body.Buffers.GivenUniforms.Planes,
        };
    }

    private void Resolve(Area band)
    {
        Area reach = Contest.Reach(Parameters, band, World.Area);
        Proposals proposals = Propose(reach);
        body.Buffers.Contest.Hold(
            Parameters, proposals, World.Grid.Planes, World.Walls.Planes, Population.Totals, World.Area, band);
        Participation participation = new()
        {
            Uniforms = Uniforms(),
            WinRate = World.WinRate.Planes,
            WinRateOn = Parameters.WinRate ? 1 : 0,
            Probability = Parameters.UpdateProbability,
            Strength = Parameters.WinRateStrength,
        };
        launcher.Run<StateUpdate, StateUpdate.Arguments>(new StateUpdate.Arguments
        {
            Proposals = proposals,
            Weights = body.Buffers.Contest.Weights(band),
            Alive = body.Buffers.Contest.Alive(band),
            Participation = participation,
            State = World.State,
            NextState = World.NextState,
            Target = band,
        });
        launcher.RunGroups<AlivenessUpdate, AlivenessUpdate.Arguments>(new AlivenessUpdate.Arguments
        {
            Aliveness = body.Buffers.Contest.Aliveness(band),
            Participation = participation,
            Grid = World.Grid.Planes,
            NextGrid = World.Grid.NextPlanes,
            Activity = new Activity
            {
                Rows = World.Changes.View,
                Tracked = TracksActivity ? 1 : 0,
                Heat = maps.Activity?.Planes ?? World.WinRate.Planes,
            },
            RowSums = Population.RowSums,
            Entities = World.Entities,
            Memory = Parameters.WinRateMemory,
            Whole = World.Area,
            Target = band,
        });
    }

    // One vector for all cells, which the learning pass and all bands of a step share.
    private void ProposeGlobalSun()
    {
        if (body.Sun.Mode == SunMode.Global)
        {
            body.Sun.Propose(body.Buffers.GlobalSun, World.Area with { Height = 1 });
        }
    }

    private Proposals Propose(Area reach)
    {
        if (body.Sun.Mode == SunMode.Spatial)
        {
            body.Sun.Propose(body.Buffers.SpatialSun(reach), reach);
        }

        Planes input = Parameters.AliveVisible ? World.Grid.Planes : World.State;
        Network.Propose(input, World.Area, reach, body.Buffers.Activations, body.Buffers.Proposals(reach));
        return new Proposals
        {
            Sun = body.Sun.Mode == SunMode.Spatial ? body.Buffers.SpatialSun(reach) : body.Buffers.GlobalSun,
            Species = body.Buffers.Proposals(reach),
            Channels = World.Channels,
            StateChannels = Parameters.StateChannels,
            Entities = World.Entities,
        };
    }
}
