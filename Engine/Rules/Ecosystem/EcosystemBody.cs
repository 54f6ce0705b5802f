using System.Collections.Immutable;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Engine.Rules.Ecosystem;

/// <summary>What a world of these rules has on its device.</summary>
internal sealed partial class EcosystemBody : WorldBody
{
    private EcosystemShape shape;

    private EcosystemBody(EcosystemShape shape, WorldState cells, WinRate winRate, Species species, Sun sun, StepBuffers buffers)
    {
        this.shape = shape;
        Cells = cells;
        WinRate = winRate;
        Species = species;
        Sun = sun;
        Buffers = buffers;
    }

    /// <summary>What it has been made for.</summary>
    public EcosystemShape Shape => shape;

    public override WorldState Cells { get; }

    public override Species Species { get; }

    public WinRate WinRate { get; }

    public Sun Sun { get; }

    public StepBuffers Buffers { get; }

    /// <summary>Null where nothing is learned.</summary>
    public LearningPass? Learning { get; private set; }

    public override ImmutableArray<StatePart> State => StateOf(shape.SunMode, shape.Networks);

    public override bool CanLearn => Learning is not null;

    public override bool HasLearned => Learning is { HasRun: true };

    protected override IEnumerable<IDisposable?> Parts => [Cells, WinRate, Species, Sun, Buffers, Learning];

    /// <summary>The parts of the state of a world with such a sun and such networks, in the order of files.</summary>
    public static ImmutableArray<StatePart> StateOf(SunMode sun, NetworkPlan networks) =>
    [
        StatePart.Grid,
        StatePart.Walls,
        new("winRate", p => StatePart.OfGrid(p, 1), body => ((EcosystemBody)body).WinRate.Buffer),
        .. Sun.StateOf(sun),
        .. StatePart.Species,
        .. networks.FirstWire(networks.Species) > 0 ? [StatePart.Wires] : ImmutableArray<StatePart>.Empty,
    ];

    /// <summary>Puts a body together, of new parts and of those of a present one that fit.</summary>
    public static EcosystemBody Assemble(EcosystemShape shape, EcosystemBody? present, Func<DeviceArena> another)
    {
        EcosystemShape? old = present?.shape;
        bool sameSpecies = old is not null && shape.Networks.Equals(old.Networks) && shape.StateChannels == old.StateChannels;
        bool sameCells = sameSpecies && shape.Bands == old!.Bands;
        bool sameSun = sameCells && shape.SunMode == old!.SunMode;
        bool sameBuffers = sameSun && shape.Window == old!.Window;
        bool samePass = sameBuffers && (shape.Patch is null || shape.Patch == old!.Patch);
        WorldState cells = sameCells
            ? present!.Cells
            : new WorldState(
                another(), shape.Species, shape.StateChannels, shape.Channels, shape.Grid, StepBuffers.SpareRows(shape.Networks, shape.Bands));
        WinRate winRate = sameCells ? present!.WinRate : new WinRate(another(), shape.Grid);
        Species species = sameSpecies ? present!.Species : new Species(another(), shape.Networks);
        Sun sun = sameSun ? present!.Sun : Sun.Make(another(), shape);
        StepBuffers buffers = sameBuffers ? present!.Buffers : new StepBuffers(another(), species.Networks, sun, shape);
        EcosystemBody body = new(shape, cells, winRate, species, sun, buffers);
        if (samePass)
        {
            // A pass that is not needed just now keeps what it last said.
            body.Learning = present!.Learning;
            body.shape = shape with { Patch = old!.Patch };
        }
        else if (shape.Patch is not null)
        {
            body.Learning = new LearningPass(another(), species, sun, shape);
        }

        return body;
    }

    public override float? ReadLoss() => Learning?.ReadLoss();

    public override IEnumerable<INumberStore> LearnedBySun =>
        Sun.StateOf(shape.SunMode).Where(part => part.ChangesBySteps).Select(part => part.Store(this));

    public override float[]? ReadSunPeriods() => Sun.ReadPeriods();

    public override void Begin(WorldParameters parameters, ulong seed)
    {
        Cells.Begin();
        WinRate.Begin();
        Species.Begin(parameters, seed);
        BeginSun(parameters, seed);
    }

    public override void TakeOver(WorldBody old, WorldParameters parameters, ulong seed)
    {
        EcosystemBody before = (EcosystemBody)old;
        if (Cells != before.Cells)
        {
            Cells.Begin();
            Cells.TakeOver(before.Cells);
            WinRate.TakeOver(before.WinRate);
        }

        if (Species != before.Species)
        {
            Species.Begin(parameters, seed);
        }

        // Where no species is what it was, it is another world.
        bool isAnother = Species != before.Species
            && !(shape.StateChannels == before.shape.StateChannels && Species.TakeOver(before.Species));
        if (isAnother)
        {
            BeginSun(parameters, seed);
        }
        else if (Sun != before.Sun)
        {
            Sun.TakeOver(before.Sun, seed);
        }
    }

    protected override void Clear()
    {
        Cells.Clear();
        Sun.Clear();
        Learning?.Forget();
    }

    private void BeginSun(WorldParameters parameters, ulong seed) =>
        Sun.Begin(seed, parameters.StateChannels, ((EcosystemParameters)parameters).SunInitScale);
}
