using System.Collections.Immutable;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Networks.Convolutional;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.PetriDish;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>What a batch of worlds of these rules has on its device.</summary>
internal sealed partial class PetriDishBody : WorldBody
{
    private PetriDishBody(
        PetriDishShape shape, WorldState cells, Species species, DishSun sun, WorldPool pool, DishDynamics dynamics,
        DishLearning? learning, EpochClock clock)
    {
        Shape = shape;
        Cells = cells;
        Species = species;
        Sun = sun;
        Pool = pool;
        Dynamics = dynamics;
        Learning = learning;
        Clock = clock;
    }

    /// <summary>The parts of the state, in the order of files.</summary>
    public static ImmutableArray<StatePart> StateParts { get; } =
    [
        StatePart.Grid with { Shape = p => OfWorlds(p, ((PetriDishParameters)p).BatchWorlds) },
        StatePart.Walls with { Shape = p => OfWalls(p) },
        new("pool", p => OfWorlds(p, ((PetriDishParameters)p).PoolWorlds), body => Of(body).Pool.Grids),
        new("slots", p => [((PetriDishParameters)p).BatchWorlds], body => new FlatNumbers(Of(body).Pool.Slots)),
        new("epoch", _ => [EpochClock.Floats], body => Of(body).Clock),
        new("tape", OfTape, body => Of(body).TapeStore, Compresses: true),
        new("sun", p => [p.Channels], body => new FlatNumbers(Of(body).Sun.Vector)),
        .. Enumerable.Range(0, 2).Select(i => new StatePart(
            i == 0 ? "sunFirstMoment" : "sunSecondMoment", p => [p.Channels], body => new FlatNumbers(Of(body).Sun.OptimizerState[i]))),
        new("sunProgress", _ => [Optimizers.NumbersOfProgress], body => new FlatNumbers(Of(body).Sun.OptimizerState[2])),
        .. StatePart.Species,
    ];

    /// <summary>What it has been made for.</summary>
    public PetriDishShape Shape { get; }

    public override WorldState Cells { get; }

    public override Species Species { get; }

    public DishSun Sun { get; }

    public WorldPool Pool { get; }

    public DishDynamics Dynamics { get; }

    /// <summary>Null where nothing is learned.</summary>
    public DishLearning? Learning { get; }

    /// <summary>Where it stands among its epochs.</summary>
    public EpochClock Clock { get; }

    public override ImmutableArray<StatePart> State => StateParts;

    public override bool CanLearn => Learning is not null;

    public override bool HasLearned => Learning is { Outcome.IsJudged: true };

    public override bool CellsBeginAlike => true;

    public override IEnumerable<INumberStore> LearnedBySun => [new FlatNumbers(Sun.Vector)];

    protected override IEnumerable<IDisposable?> Parts => [Cells, Species, Sun, Pool, Dynamics, Learning];

    private INumberStore TapeStore => new TapeNumbers(Learning?.Tape ?? [], Clock, Shape);

    /// <summary>Puts a body together, of new parts and of those of a present one that fit.</summary>
    public static PetriDishBody Assemble(PetriDishShape shape, PetriDishBody? present, Func<DeviceArena> another)
    {
        PetriDishShape? old = present?.Shape;
        bool sameSpecies = old is not null && (shape.Kind, shape.Layout, shape.Coupling) == (old.Kind, old.Layout, old.Coupling);
        bool sameCells = sameSpecies && (shape.StateChannels, shape.Worlds) == (old!.StateChannels, old.Worlds);
        bool samePool = sameCells && shape.Pool == old!.Pool;
        bool sameDynamics = sameCells && shape.Bands == old!.Bands;
        bool sameLearning = sameDynamics && shape.Unrolled == old!.Unrolled;
        int height = shape.Worlds.Grid.Height;
        WorldState cells = sameCells
            ? present!.Cells
            : new WorldState(
                another(), shape.Layout.Species, shape.StateChannels, shape.Layout.Channels, shape.Worlds[0], height, shape.Worlds.Count);
        Species species = sameSpecies ? present!.Species : MakeSpecies(another(), shape);
        DishSun sun = sameSpecies ? present!.Sun : new DishSun(another(), shape.Layout.Channels);
        WorldPool pool = samePool ? present!.Pool : new WorldPool(another(), shape);
        ConvolutionNetwork network = (ConvolutionNetwork)species.Networks.OfGroups[0];
        DishDynamics dynamics = sameDynamics ? present!.Dynamics : new DishDynamics(another(), network, sun, shape);
        DishLearning? learning = shape.Unrolled == 0
            ? null
            : sameLearning ? present!.Learning : new DishLearning(another(), network, dynamics, sun, shape);
        EpochClock clock = !samePool ? new EpochClock() : learning == present!.Learning ? present.Clock : present.Clock.Copy();
        return new PetriDishBody(shape, cells, species, sun, pool, dynamics, learning, clock);
    }

    public override float? ReadLoss() => HasLearned ? Learning!.Outcome.Losses.ReadAll(Cells.Launcher.Flush()).Sum() : null;

    public override void Begin(WorldParameters parameters, ulong seed)
    {
        Cells.Begin();
        Species.Begin(parameters, seed);
        BeginSun((PetriDishParameters)parameters, seed);
        Clock.Begin();
    }

    public override void Plant(WorldParameters parameters, ulong seed, Func<Kernels.World.SeededCell> cell)
    {
        Pool.Plant((PetriDishParameters)parameters, cell());
        Pool.Draw(Cells, seed, 0, given: null);
    }

    public override void TakeOver(WorldBody old, WorldParameters parameters, ulong seed)
    {
        PetriDishBody before = (PetriDishBody)old;
        if (Species != before.Species)
        {
            Species.Begin(parameters, seed);
            BeginSun((PetriDishParameters)parameters, seed);
        }

        if (Cells != before.Cells)
        {
            Cells.Begin();
            Cells.TakeOver(before.Cells);
        }

        if (Pool != before.Pool)
        {
            Pool.TakeOver(Cells);
        }

        if (Learning is null)
        {
            Clock.LeaveEpoch();
        }
        else if (Learning != before.Learning)
        {
            Clock.RestartTape(Shape.Unrolled);
        }
    }

    // What is nobody's to need is not computed, and must not spoil sums in which it counts nothing.
    public override void Recovered()
    {
        Dynamics.Clear();
        Learning?.Clear();
    }

    protected override void Clear()
    {
        Cells.Clear();
        Learning?.Outcome.Forget();
    }

    private static PetriDishBody Of(WorldBody body) => (PetriDishBody)body;

    private static Species MakeSpecies(DeviceArena memory, PetriDishShape shape) =>
        new(memory, NetworkPlan.Alike(new ConvolutionArchitecture(shape.Layout, IsResidual: shape.Kind == ContestKind.Duel)));

    private static ImmutableArray<long> OfWorlds(WorldParameters p, int worlds) =>
        [p.Species + 1 + p.Channels, (long)worlds * p.GridHeight, p.GridWidth];

    private static ImmutableArray<long> OfWalls(WorldParameters p) =>
        [1, (long)((PetriDishParameters)p).BatchWorlds * p.GridHeight, p.GridWidth];

    private static ImmutableArray<long> OfTape(WorldParameters p)
    {
        PetriDishParameters parameters = (PetriDishParameters)p;
        long steps = parameters.LearnInterval > 0 ? parameters.UnrollSteps : 0;
        return [steps * (p.Species + 1 + p.Channels), (long)parameters.BatchWorlds * p.GridHeight, p.GridWidth];
    }

    private void BeginSun(PetriDishParameters parameters, ulong seed)
    {
        Sun.Begin(seed, parameters.StateChannels);
        int length = 1 + parameters.Channels;
        float[] characters = new float[parameters.Species * length];
        for (int species = 0; species < parameters.Species; species++)
        {
            Span<float> state = characters.AsSpan(species * length + 1, length - 1);
            state.Fill(1);
            if (parameters.SeedState == SeedState.Random)
            {
                Vectors.FillDirection(state, seed, RandomStream.SpeciesCharacter, (long)species * length);
            }
        }

        Species.Characters.Write(Cells.Launcher.Flush(), 0, characters);
    }
}
