using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Networks.Logic;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

internal sealed partial class EcosystemBody
{
    // A score above this is one that a species in the contest may have; below lies Scores.Hopeless.
    private const float LeastScore = -1e8f;

    private Launcher Launcher => Cells.Launcher;

    private Surroundings Around => Surroundings.Of(Cells, Cells.Population, Cells.Area);

    public override Area? Step(in StepOrder order)
    {
        EcosystemParameters parameters = (EcosystemParameters)order.Parameters;

        // A learning pass sees the grid before the step, and the step uses the weights from before the update.
        BeginStep(parameters);
        Area? patch = order.Learns ? ComputeGradients(order) : null;
        for (int i = 0; i < Buffers.Bands.Count; i++)
        {
            Resolve(order, parameters, Buffers.Bands[Cells.Grid.IsAtEnd ? i : Buffers.Bands.Count - 1 - i]);
        }

        Cells.Grid.Turn();
        if (parameters.MinOccupancy > 0 && order.Respawns)
        {
            Cells.Population.Respawn(
                Cells.Grid.Planes, Cells.Walls.Planes, Cells.Area, Cells.Channels, order.Seed, order.Step);
        }
        else
        {
            Cells.Population.Total(Cells.Area);
        }

        if (order.Learns)
        {
            Learning!.Apply(parameters);
        }

        Sun.EndStep();
        return patch;
    }

    /// <summary>Computes loss and gradients for the present grid.</summary>
    /// <returns>The part of the grid that they are of.</returns>
    public Area ComputeGradients(in StepOrder order)
    {
        Species.Networks.Follow(order.Parameters.Gates);
        Area patch = order.Given?.Patch?.Area
            ?? TrainingPatch.At(Cells.Area, ((EcosystemParameters)order.Parameters).TrainRegion, order.Seed, order.Step);
        Learning!.ComputeGradients(order, Cells, patch);
        return patch;
    }

    public override void ProposeEverywhere(WorldParameters parameters, int? group = null)
    {
        StepOrder order = new() { Parameters = parameters };
        BeginStep(parameters);
        for (int i = 0; i < Buffers.Bands.Count; i++)
        {
            Buffers.Dynamics.Propose(
                order, Around, Contest.Reach((EcosystemParameters)parameters, Buffers.Bands[i], Cells.Area), group: group);
        }
    }

    public override CellInspection Inspect(WorldParameters parameters, int x, int y)
    {
        Area row = Cells.Area with { Y = y, Height = 1 };
        BeginStep(parameters);
        Buffers.Dynamics.Score(new StepOrder { Parameters = parameters }, Around, row);
        float[] aliveness = Cells.Grid.ReadCell(Launcher.Flush(), Cells.Entities, x, y);
        float[] scores = Buffers.Dynamics.Contest.ReadScores(row, x, y);
        int winner = Array.IndexOf(aliveness, aliveness.Max());
        bool isWall = Cells.Walls.ReadCell(Launcher.Flush(), 1, x, y)[0] > 0.5f;
        return new CellInspection(
            x,
            y,
            isWall,
            aliveness,
            winner,
            [.. scores.Select(score => score < LeastScore ? (float?)null : score)],
            [new CellFact("Win rate", WinRate.Buffer.ReadCell(Launcher.Flush(), 1, x, y)[0])])
        {
            Circuit = isWall || winner == 0 ? null : InspectCircuit((EcosystemParameters)parameters, winner - 1, x, y),
        };
    }

    // That of a species, 0 = the first.
    private CellCircuit? InspectCircuit(EcosystemParameters parameters, int species, int x, int y)
    {
        if (Species.Networks.DrawingOf(species) is not DrawnCircuit drawing)
        {
            return null;
        }

        BitCode code = ((GateArchitecture)Species.Networks.Plan[species]).Code;
        int first = parameters.AliveVisible ? 0 : Cells.Entities;
        return CellCircuit.At(
            drawing,
            input => Cells.Area.Contains(x + input.Dx, y + input.Dy)
                && Cells.Grid.ReadNumber(Launcher.Flush(), first + code.SourceOf(input.Plane), x + input.Dx, y + input.Dy) > code.ThresholdOf(input.Plane));
    }

    public override bool MeasureAdvantages(WorldParameters parameters, ArrayView<float> rows)
    {
        BeginStep(parameters);
        for (int i = 0; i < Buffers.Bands.Count; i++)
        {
            Buffers.Dynamics.Score(new StepOrder { Parameters = parameters }, Around, Buffers.Bands[i]);
            Launcher.Run<Advantages, Advantages.Arguments>(
                new Advantages.Arguments { Contest = Buffers.Dynamics.Contest.LastScores, Rows = rows, Whole = Cells.Area });
        }

        return true;
    }

    private void BeginStep(WorldParameters parameters)
    {
        Sun.BeginStep();
        Species.Networks.Follow(parameters.Gates);
    }

    // Steps 12 and 13 of section 4 in a band, after those that lead to them.
    private void Resolve(in StepOrder order, EcosystemParameters parameters, Area band)
    {
        Proposals proposals = Buffers.Dynamics.Forward(order, Around, band);
        Contest contest = Buffers.Dynamics.Contest;
        Participation participation = new()
        {
            Uniforms = Uniforms(order),
            WinRate = WinRate.Buffer.Planes,
            WinRateOn = parameters.WinRate ? 1 : 0,
            Probability = parameters.UpdateProbability,
            Strength = parameters.WinRateStrength,
        };
        Launcher.Run<StateUpdate, StateUpdate.Arguments>(new StateUpdate.Arguments
        {
            Proposals = proposals,
            Weights = contest.Weights(band),
            Alive = contest.Alive(band),
            Participation = participation,
            State = Cells.State,
            NextState = Cells.NextState,
            Target = band,
        });
        Launcher.RunGroups<AlivenessUpdate, AlivenessUpdate.Arguments>(new AlivenessUpdate.Arguments
        {
            Aliveness = contest.Aliveness(band),
            Participation = participation,
            Grid = Cells.Grid.Planes,
            NextGrid = Cells.Grid.NextPlanes,
            Activity = new Activity
            {
                Rows = Cells.Changes.View,
                Tracked = order.Heat is null ? 0 : 1,
                Heat = order.Heat ?? WinRate.Buffer.Planes,
            },
            RowSums = Cells.Population.RowSums,
            Entities = Cells.Entities,
            Memory = parameters.WinRateMemory,
            Whole = Cells.Area,
            Target = band,
        });
        order.Conquests?.Count(Cells, band);
    }

    private CellUniforms Uniforms(in StepOrder order)
    {
        float[]? given = order.Given?.Uniforms;
        if (given is not null)
        {
            Buffers.GivenUniforms.Write(Launcher.Flush(), given);
        }

        return new CellUniforms
        {
            Seed = order.Seed,
            Step = order.Step,
            Stream = RandomStream.CellUpdate,
            Whole = Cells.Area,
            AreGiven = given is null ? 0 : 1,
            Given = Buffers.GivenUniforms.Planes,
        };
    }
}
