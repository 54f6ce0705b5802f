using System.Collections.Immutable;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Residual;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Toys.Fading;

internal sealed record FadingShape(NetworkLayout Layout, int StateChannels, Area Grid) : WorldShape
{
    public override WorldBody Assemble(WorldBody? present, Func<DeviceArena> another)
    {
        FadingBody? old = (FadingBody?)present;
        return new FadingBody(
            this,
            old?.Shape == this ? old.Cells : new WorldState(another(), Layout.Species, StateChannels, Layout.Channels, Grid, spareRows: 0),
            old?.Shape.Layout == Layout ? old.Species : MakeSpecies(another()));
    }

    private Species MakeSpecies(DeviceArena memory) => new(memory, NetworkPlan.Alike(new ResidualArchitecture(Layout)));
}

internal sealed class FadingBody(FadingShape shape, WorldState cells, Species species) : WorldBody
{
    public static ImmutableArray<StatePart> StateParts { get; } = [StatePart.Grid, StatePart.Walls, .. StatePart.Species];

    public FadingShape Shape => shape;

    public override WorldState Cells => cells;

    public override Species Species => species;

    public override ImmutableArray<StatePart> State => StateParts;

    public override bool CanLearn => false;

    public override bool HasLearned => false;

    protected override IEnumerable<IDisposable?> Parts => [cells, species];

    public override float? ReadLoss() => null;

    public override void Begin(WorldParameters parameters, ulong seed)
    {
        cells.Begin();
        species.Begin(parameters, seed);
    }

    public override void TakeOver(WorldBody old, WorldParameters parameters, ulong seed)
    {
        if (cells != old.Cells)
        {
            cells.Begin();
            cells.TakeOver(old.Cells);
        }

        if (species != old.Species)
        {
            species.Begin(parameters, seed);
        }
    }

    public override Area? Step(in StepOrder order)
    {
        cells.Launcher.Run<Fade, Fade.Arguments>(new Fade.Arguments
        {
            Grid = cells.Grid.Planes,
            Entities = cells.Entities,
            Kept = ((FadingParameters)order.Parameters).Kept,
            Target = cells.Area,
        });
        cells.Population.Count(cells.Grid.Planes, cells.Area);
        return null;
    }

    public override void ProposeEverywhere(WorldParameters parameters, int? group = null)
    {
        // Nobody proposes anything.
    }

    public override CellInspection Inspect(WorldParameters parameters, int x, int y) =>
        new(x, y, false, [], 0, [], [new CellFact("Kept", ((FadingParameters)parameters).Kept)]);

    protected override void Clear() => cells.Clear();
}
