using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Bits;
using GpuEcosystem.Engine.Circuits.Files;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>What a world of these rules has: bits that live by a decided circuit, and small worlds in which the circuit learns.</summary>
internal sealed class LogicCircuitBody : WorldBody
{
    private const int WordBits = BitLayout.WordBits;
    private const int MostBitsShown = 8;

    private LogicCircuitBody(LogicCircuitShape shape, BitWorld grid, Species species, Lesson? lesson, RunningCircuit running, UpdateClock clock)
    {
        Shape = shape;
        Grid = grid;
        Species = species;
        Lesson = lesson;
        Running = running;
        Clock = clock;
    }

    /// <summary>The parts of the state, in the order of files.</summary>
    public static ImmutableArray<StatePart> StateParts { get; } =
    [
        StatePart.Wires,
        new("gates", p => [Of(p).Circuit.AllGates], body => Of(body).Running.Gates, Compresses: true),
        new(
            "bits",
            p => [p.Channels, p.GridHeight, BitNumbers.PartsOfWord * BitLayout.PackedWordsOf(p.GridWidth)],
            body => Of(body).Grid.Bits,
            Compresses: true),
        new("updates", _ => [UpdateClock.Floats], body => Of(body).Clock),
        .. StatePart.Species,
    ];

    /// <summary>What it has been made for.</summary>
    public LogicCircuitShape Shape { get; }

    /// <summary>The bits of the world, which another body may have.</summary>
    public BitWorld Grid
    {
        get
        {
            field.Circuit = Running;
            return field;
        }
    }

    /// <summary>Null where nothing is learned.</summary>
    public Lesson? Lesson { get; }

    /// <summary>What the world lives by.</summary>
    public RunningCircuit Running { get; }

    /// <summary>How many updates there have been.</summary>
    public UpdateClock Clock { get; }

    public override WorldState Cells => Grid.Show().Cells;

    public override WorldStack Stack => new(Shape.Grid);

    public override Population Population => Grid.Population;

    public override PlaneBuffer? CellNumbers => null;

    public override bool HasWalls => false;

    public override Species Species { get; }

    public override ImmutableArray<StatePart> State => StateParts;

    public override bool CanLearn => Lesson is not null;

    public override bool HasLearned => Lesson is not null && Clock.Updates > 0;

    public override bool CellsBeginAlike => true;

    protected override IEnumerable<IDisposable?> Parts => [Grid, Species, Lesson];

    /// <summary>Puts a body together, of new parts and of those of a present one that fit.</summary>
    public static LogicCircuitBody Assemble(LogicCircuitShape shape, LogicCircuitBody? present, Func<DeviceArena> another)
    {
        LogicCircuitShape? old = present?.Shape;
        bool sameCircuit = old is not null && (shape.Circuit, shape.Wires) == (old.Circuit, old.Wires);
        bool sameGrid = old is not null && (shape.Grid, shape.Circuit.Outputs) == (old.Grid, old.Circuit.Outputs);
        bool sameLesson = sameCircuit && shape.Lesson == old!.Lesson;
        Species species = sameCircuit ? present!.Species : new Species(another(), NetworkPlan.Alike(new CircuitArchitecture(shape.Circuit, shape.Wires)));
        RunningCircuit running = sameCircuit ? present!.Running : new RunningCircuit(shape.Circuit, (CircuitNetwork)species.Networks.OfGroups[0]);
        return new LogicCircuitBody(
            shape,
            sameGrid ? present!.Grid : new BitWorld(another(), shape.Grid, running),
            species,
            shape.Lesson is null ? null : sameLesson ? present!.Lesson : new Lesson(another(), shape.Circuit, shape.Lesson, species),
            running,
            sameCircuit ? present!.Clock : new UpdateClock());
    }

    /// <summary>The first three bits of each cell as a number from 0 to 1, <c>[1][y][x]</c>.</summary>
    public Planes ShowColours() => Grid.Show().Colours.Planes;

    public override float? ReadLoss() => Lesson?.ReadLoss();

    public override CircuitMetrics ObserveCircuit()
    {
        float[] logits = ReadLogits();
        Circuit circuit = Decide(logits);
        ImmutableArray<int> kinds = CircuitCounts.KindsOf(circuit);
        bool isRunning = circuit.Gates.SequenceEqual(Running.Circuit.Gates);
        return new CircuitMetrics(
            Clock.Updates,
            Clock.Mistakes,
            kinds,
            circuit.Gates.Length - kinds[Gates.First],
            CircuitCounts.ReachableIn(circuit),
            (isRunning ? Running.Network : CircuitReduction.Reduce(circuit)).Gates.Length,
            SmallestMargin(logits));
    }

    public override StoredCircuit ReadCircuit(WorldParameters parameters)
    {
        LogicCircuitParameters rules = Of(parameters);
        float[] logits = ReadLogits();
        return new StoredCircuit(
            Decide(logits),
            rules.Periodic,
            rules.Asynchronous,
            rules.Asynchronous ? rules.FireRate : 1)
        {
            Logits = [.. logits],
        };
    }

    public override void Begin(WorldParameters parameters, ulong seed) => BeginCircuit((LogicCircuitParameters)parameters, seed);

    public override void Plant(WorldParameters parameters, ulong seed, Func<SeededCell> cell) => Start((LogicCircuitParameters)parameters, seed);

    public override void TakeOver(WorldBody old, WorldParameters parameters, ulong seed)
    {
        LogicCircuitBody before = (LogicCircuitBody)old;
        before.CatchUp();
        if (Running != before.Running)
        {
            BeginCircuit((LogicCircuitParameters)parameters, seed);
        }

        // What learns no more lives by what it has learned.
        if (Lesson is null && before.Lesson is not null && Running == before.Running)
        {
            Running.Gates.Kinds = Decide(ReadLogits()).Gates;
        }

        if (Grid != before.Grid)
        {
            Start((LogicCircuitParameters)parameters, seed);
        }
    }

    public override bool HasCellsOf(WorldBody other) => Grid == ((LogicCircuitBody)other).Grid;

    public override void CountPopulation()
    {
        // No step goes by it.
    }

    public override CellCounts? CountCells() => Grid.Count();

    public override void DrawTerritory(Painter painter, Palette palette, PixelGrid picture) => Grid.Draw(painter, palette, picture);

    /// <summary>Queues drawing which cells the last step changed.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="ramp">The colours of 0 to 1.</param>
    /// <param name="picture">Where to.</param>
    public void DrawChanges(Painter painter, ColourRamp ramp, PixelGrid picture) => Grid.DrawChanges(painter, ramp, picture);

    public override void CatchUp() => Grid.CatchUp();

    public override void Edited() => Grid.TakeEdits();

    /// <summary>Each step is an update; only what is learned waits for the interval.</summary>
    public override bool LearnsAt(long step, int interval) => true;

    public override Area? Step(in StepOrder order)
    {
        LogicCircuitParameters parameters = (LogicCircuitParameters)order.Parameters;
        if (Lesson is not null && order.Learns)
        {
            // Before the interval that it is for, at whose end one sees what has become of it.
            if (Clock.Updates > 0 && Clock.Updates % parameters.LearnInterval == 0)
            {
                TakeCircuit(parameters, order.Seed);
            }

            Clock.Advance();
            if (Lesson.Learn(parameters, Running.Circuit.Wires, order.Seed, Clock.Updates))
            {
                Clock.Mistakes = Lesson.ReadMistakes();
            }
        }

        Grid.Step(parameters, order.Seed, order.Step);
        return null;
    }

    public override bool HasProposals => false;

    public override void ProposeEverywhere(WorldParameters parameters, int? group = null)
    {
        // Nothing is proposed: bits are replaced.
    }

    public override CellInspection Inspect(WorldParameters parameters, int x, int y)
    {
        bool[] bits = Grid.ReadNeighbourhood(x, y, Of(parameters).Periodic);
        int[] own = [.. Enumerable.Range(0, Grid.Channels).Select(channel => Bit(new NetworkInput(channel, 0, 0)) ? 1 : 0)];
        return new CellInspection(
            x,
            y,
            IsWall: false,
            [1 - own[0], own[0]],
            own[0],
            [null, null],
            [.. own.Take(MostBitsShown).Select((bit, channel) => new CellFact($"Bit {channel}", bit))])
        {
            Circuit = CellCircuit.At(Running.Drawing, Bit),
        };

        bool Bit(NetworkInput input) => bits[CircuitShape.PatchCells * input.Plane + 3 * (input.Dy + 1) + input.Dx + 1];
    }

    // All that it begins with is written anew.
    protected override void Clear() => Lesson?.Forget();

    private static LogicCircuitBody Of(WorldBody body) => (LogicCircuitBody)body;

    private static LogicCircuitParameters Of(WorldParameters parameters) => (LogicCircuitParameters)parameters;

    private static float SmallestMargin(float[] logits)
    {
        float smallest = float.PositiveInfinity;
        for (int gate = 0; gate < logits.Length; gate += Gates.Count)
        {
            (float first, float second) = (float.NegativeInfinity, float.NegativeInfinity);
            foreach (float logit in logits.AsSpan(gate, Gates.Count))
            {
                (first, second) = logit > first ? (logit, first) : (first, Math.Max(second, logit));
            }

            smallest = Math.Min(smallest, first - second);
        }

        return smallest;
    }

    private Circuit Decide(float[] logits) => Circuit.Likeliest(Shape.Circuit, Running.Circuit.Wires, logits);

    private float[] ReadLogits() => Species.Networks.Weights.ReadAll(Grid.Launcher.Flush());

    // A new cell has its first bit set, and no other.
    private void BeginCircuit(LogicCircuitParameters parameters, ulong seed)
    {
        Species.Begin(parameters, seed);
        float[] character = new float[1 + Shape.Circuit.Outputs];
        character[1] = 1;
        Species.Characters.Write(Grid.Launcher.Flush(), 0, character);
        Running.Gates.Kinds = [.. Enumerable.Repeat((byte)Gates.First, Shape.Circuit.AllGates)];
        Clock.Begin();
        Lesson?.Forget();
    }

    private void Start(LogicCircuitParameters parameters, ulong seed)
    {
        (int width, int height) = (Shape.Grid.Width, Shape.Grid.Height);
        int words = BitLayout.PackedWordsOf(width);
        Grid.Fill((channel, y, row) =>
        {
            for (int word = 0; word < row.Length; word++)
            {
                ulong index = 2 * (((ulong)channel * (ulong)height + (ulong)y) * (ulong)words + (ulong)word);
                row[word] = parameters.Start != CircuitStart.Random ? 0
                    : Philox.Bits(seed, RandomStream.StartBits, Clock.Updates, index)
                        | (ulong)Philox.Bits(seed, RandomStream.StartBits, Clock.Updates, index + 1) << 32;
            }

            row[^1] &= ulong.MaxValue >> (words * WordBits - width);
            if (parameters.Start == CircuitStart.Middle && y == height / 2)
            {
                row[width / 2 / WordBits] |= 1UL << (width / 2 % WordBits);
            }
        });
    }

    // As long as the circuit makes mistakes, a world that another one has brought where it is says little about it, and begins again.
    private void TakeCircuit(LogicCircuitParameters parameters, ulong seed)
    {
        Circuit learned = Decide(ReadLogits());
        if (!learned.Gates.SequenceEqual(Running.Circuit.Gates))
        {
            Grid.CatchUp();
            Running.Gates.Kinds = learned.Gates;
            if (Clock.Mistakes is not 0)
            {
                Start(parameters, seed);
            }
        }
    }
}
