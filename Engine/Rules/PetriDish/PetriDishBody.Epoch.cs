using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Engine.Rules.PetriDish;

internal sealed partial class PetriDishBody
{
    public override Area? Step(in StepOrder order)
    {
        PetriDishParameters parameters = (PetriDishParameters)order.Parameters;
        if (Learning is null)
        {
            Advance(parameters, order);
            return null;
        }

        if (Clock.Step == 0)
        {
            BeginEpoch(parameters, order);
        }

        Learners learners = new(parameters, Clock.Epoch);
        if (learners.Any && Clock.Step >= Clock.TapeStart)
        {
            Learning.Keep(Clock.Step - Clock.TapeStart, Cells.Grid.Planes);
        }

        Advance(parameters, order);
        Clock.Advance();
        if (!learners.Any)
        {
            Clock.RestartTape(Shape.Unrolled);
        }

        if (Clock.Step < Clock.Length)
        {
            return null;
        }

        EndEpoch(parameters, order, Learning, learners);
        return Cells.Area;
    }

    public override void Edited()
    {
        if (Clock.Step == 0)
        {
            Clock.IsEdited = true;
        }
        else
        {
            Clock.RestartTape(Shape.Unrolled);
        }
    }

    public override void ProposeEverywhere(WorldParameters parameters, int? group = null) =>
        Dynamics.Propose((PetriDishParameters)parameters, Cells.Grid.Planes, Cells.Walls.Planes);

    public override CellInspection Inspect(WorldParameters parameters, int x, int y)
    {
        Dynamics.Forward((PetriDishParameters)parameters, Cells.Grid.Planes, Cells.Walls.Planes, Cells.Grid.NextPlanes);
        float[] aliveness = Cells.Grid.ReadCell(Cells.Launcher.Flush(), Cells.Entities, x, y);
        return new CellInspection(
            x,
            y,
            Cells.Walls.ReadCell(Cells.Launcher.Flush(), 1, x, y)[0] > 0.5f,
            aliveness,
            Array.IndexOf(aliveness, aliveness.Max()),
            Dynamics.ReadWeights(x, y),
            []);
    }

    public override bool MeasureAdvantages(WorldParameters parameters, ArrayView<float> rows)
    {
        Dynamics.Forward((PetriDishParameters)parameters, Cells.Grid.Planes, Cells.Walls.Planes, Cells.Grid.NextPlanes);
        Cells.Launcher.Run<DishAdvantages, DishAdvantages.Arguments>(
            new DishAdvantages.Arguments { Contest = Dynamics.LastContest, Rows = rows });
        return true;
    }

    private void BeginEpoch(PetriDishParameters parameters, in StepOrder order)
    {
        if (Clock.IsEdited)
        {
            Pool.PutBackFirst(Cells);
            Clock.IsEdited = false;
        }

        Clock.BeginEpoch(parameters);
        if (Clock.Epoch % parameters.DrawInterval == 0)
        {
            Pool.Draw(Cells, order.Seed, Clock.Epoch, order.Given?.Slots);
        }
    }

    private void Advance(PetriDishParameters parameters, in StepOrder order)
    {
        Dynamics.Forward(parameters, Cells.Grid.Planes, Cells.Walls.Planes, Cells.Grid.NextPlanes);
        Cells.Launcher.Run<AlivenessChanges, AlivenessChanges.Arguments>(new AlivenessChanges.Arguments
        {
            Before = Cells.Grid.Planes,
            After = Cells.Grid.NextPlanes,
            Activity = new Activity
            {
                Rows = Cells.Changes.View,
                Tracked = order.Heat is null ? 0 : 1,
                Heat = order.Heat ?? Cells.Walls.Planes,
            },
            Entities = Cells.Entities,
            Target = Shape.Worlds.Grid,
        });
        order.Conquests?.Count(Cells, Shape.Worlds.Grid);
        Cells.Grid.Turn();
        Cells.Population.Count(Cells.Grid.Planes, Cells.Area);
    }

    private void EndEpoch(PetriDishParameters parameters, in StepOrder order, DishLearning learning, Learners learners)
    {
        int taped = Clock.Length - Clock.TapeStart;
        learning.Outcome.Count(Cells.Grid.Planes);
        learning.Outcome.Judge();
        if (taped > 0 || !learners.Any)
        {
            learning.Backward(parameters, learners, taped, Cells.Grid.Planes, Cells.Walls.Planes, Cells.Grid.NextPlanes);
            Species.Learn(parameters, learning.Gradients, parameters.ClipTogether);
            if (learners.Sun)
            {
                Sun.Learn(parameters);
            }
        }

        if (parameters.MinOccupancy > 0 && order.Respawns)
        {
            BringBack(learning, order.Seed);
        }

        Pool.PutBack(Cells, learning.Outcome.Populations.View, parameters.KeepLiving);
        Clock.EndEpoch();
    }

    // A world counts as living for those who come back to it.
    private void BringBack(DishLearning learning, ulong seed)
    {
        Cells.Launcher.Run<DishRespawn, DishRespawn.Arguments>(new DishRespawn.Arguments
        {
            Cell = new SeededCell
            {
                Grid = Cells.Grid.Planes,
                Characters = Species.Characters.View,
                Entities = Cells.Entities,
                Channels = Cells.Channels,
                Whole = Shape.Worlds.Grid,
                Alike = 1,
                Seed = seed,
                Step = Clock.Epoch,
            },
            Walls = Cells.Walls.Planes,
            Populations = learning.Outcome.Populations.View,
            Slots = Pool.Slots.View,
            Respawns = Cells.Population.Respawns.View,
            Worlds = Shape.Worlds,
        });
        learning.Outcome.Count(Cells.Grid.Planes);
    }
}
