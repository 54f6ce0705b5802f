using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Bits;
using GpuEcosystem.Engine.Circuits.Bits.Devices;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>
/// The bits of a world, and the floats in which everybody else sees them: written when somebody looks, and read again before the next step,
/// since who looks may have painted. Steps are put off, so that several can be computed at once.
/// </summary>
internal sealed class BitWorld : IDisposable
{
    // Cells times steps that are put off at most: some tenths of a second.
    private const long MostPutOff = 1L << 32;
    private const int WordBits = BitLayout.WordBits;

    private readonly DeviceArena memory;
    private readonly ulong[] row;
    private readonly BitPicture picture;
    private float[] shares = [];
    private IBitAutomaton? automaton;
    private SeenBits? seen;
    private BitSettings settings;
    private GateNetwork? running;
    private long pending;
    private bool isShown;
    private bool mayBeEdited;
    private bool knowsBefore;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="grid">The cells.</param>
    /// <param name="circuit">What the cells live by.</param>
    public BitWorld(DeviceArena memory, Area grid, RunningCircuit circuit)
    {
        this.memory = memory;
        Circuit = circuit;
        Channels = circuit.Channels;
        Area = grid;
        Population = new Population(memory, species: 1, grid);
        settings = new BitSettings(grid.Width, grid.Height, Periodic: false);
        row = new ulong[BitLayout.PackedWordsOf(grid.Width)];
        Bits = new BitNumbers(this);
        picture = new BitPicture(memory.Launcher);
    }

    /// <summary>The cells.</summary>
    public Area Area { get; }

    /// <summary>Bits of a cell.</summary>
    public int Channels { get; }

    /// <summary>What the cells live by from here on; before it becomes another one, there is nothing to catch up with.</summary>
    public RunningCircuit Circuit { get; set; }

    /// <summary>Launches what works on the cells.</summary>
    public Launcher Launcher => memory.Launcher;

    /// <summary>How often the only species has come back: never.</summary>
    public Population Population { get; }

    /// <summary>The bits as a part of a world's state.</summary>
    public BitNumbers Bits { get; }

    // Before the first step it has no circuit: each cell keeps what it has.
    private IBitAutomaton Automaton => automaton ??= BitAutomata.Make(
        Launcher,
        new GateNetwork(
            [.. Enumerable.Range(0, Channels).Select(plane => new NetworkInput(plane, 0, 0))], [], [.. Enumerable.Range(0, Channels)]),
        settings);

    /// <summary>The cells as they are now, which the caller may change.</summary>
    /// <exception cref="UserException">Memory has no room for them as floats.</exception>
    public SeenBits Show()
    {
        CatchUp();
        seen ??= DeviceArena.Make(Launcher, made => new SeenBits(made, Area, Channels));
        if (!isShown)
        {
            seen.Write(Automaton);
            isShown = true;
        }

        mayBeEdited = true;
        return seen;
    }

    /// <summary>Takes a step, now or later.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="seed">What chance follows from.</param>
    /// <param name="step">Steps before it.</param>
    public void Step(LogicCircuitParameters parameters, ulong seed, long step)
    {
        BitSettings wanted = settings with
        {
            Periodic = parameters.Periodic,
            FireRate = parameters.Asynchronous ? parameters.FireRate : null,
            Seed = seed,

            // While a circuit changes again and again, compiling it for a GPU would take longer than running it.
            Execution = parameters.LearnInterval > 0 && !memory.Device.RunsSimdBodies ? CircuitExecution.Interpreted : CircuitExecution.Automatic,
        };
        if (wanted != settings)
        {
            CatchUp();
            settings = wanted;
            running = null;
        }

        if (pending == 0)
        {
            Automaton.Step = step;
        }

        pending++;
        bool isDamaged = parameters.DamageSize > 0 && (step + 1) % parameters.DamageEvery == 0;
        if (isDamaged || pending * Area.Cells >= MostPutOff)
        {
            CatchUp();
        }

        if (isDamaged)
        {
            (int x, int y) = DamagedSquare.PlaceOf(Area, parameters.DamageSize, seed, step);
            Clear(new Area(x, y, parameters.DamageSize, parameters.DamageSize));
        }
    }

    /// <summary>Takes all steps that were put off.</summary>
    public void CatchUp()
    {
        if (pending == 0)
        {
            return;
        }

        TakeEdits();
        if (!ReferenceEquals(running, Circuit.Network))
        {
            running = Circuit.Network;
            Automaton.Change(running, settings);
        }

        // The last one alone, so that it can be said what it changed.
        Automaton.Run(pending - 1);
        Automaton.Run(1);
        pending = 0;
        isShown = false;
        knowsBefore = true;
    }

    /// <summary>Takes over what somebody has painted; what else follows from bits is written anew for who looks.</summary>
    public void TakeEdits()
    {
        if (mayBeEdited)
        {
            (mayBeEdited, isShown) = (false, false);
            seen!.Read(Automaton);
        }
    }

    /// <summary>Counts cells whose first bit is set, those of others, and what the last step changed of it.</summary>
    public CellCounts Count()
    {
        CatchUp();
        TakeEdits();
        (long set, long changed) = Automaton.Count(0);
        double[] cells = [Area.Cells - set, set];
        return new CellCounts(
            cells, cells, knowsBefore ? cells.Length * changed : 0, knowsBefore ? Area.Cells * (double)(settings.FireRate ?? 1) : 0);
    }

    /// <summary>Reads the bits that decide what a cell becomes.</summary>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    /// <param name="periodic">Whether cells at opposite borders are neighbours; otherwise all bits outside are 0.</param>
    /// <returns><c>[channel][3(dy + 1) + (dx + 1)]</c>.</returns>
    public bool[] ReadNeighbourhood(int x, int y, bool periodic)
    {
        CatchUp();
        TakeEdits();
        bool[] bits = new bool[Channels * CircuitShape.PatchCells];
        for (int place = 0; place < bits.Length; place += 3)
        {
            int line = y + place / 3 % 3 - 1;
            if (!periodic && (line < 0 || line >= Area.Height))
            {
                continue;
            }

            Automaton.ReadRow(place / CircuitShape.PatchCells, (line + Area.Height) % Area.Height, row);
            for (int dx = -1; dx <= 1; dx++)
            {
                int column = (x + dx + Area.Width) % Area.Width;
                bits[place + dx + 1] = (periodic || column == x + dx) && (row[column / WordBits] >> (column % WordBits) & 1) != 0;
            }
        }

        return bits;
    }

    /// <summary>Queues drawing where the first bit is set.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="palette">The colours.</param>
    /// <param name="picture">Where to.</param>
    public void Draw(Painter painter, Palette palette, PixelGrid picture)
    {
        CatchUp();
        TakeEdits();
        TakeRoom(picture);
        Automaton.ReadShares(0, picture.Region, picture.Block, shares);
        this.picture.Draw(painter, palette, picture, shares);
    }

    /// <summary>Queues drawing which cells the last step changed, in any of their bits: none where nobody knows what was before.</summary>
    /// <param name="painter">Draws.</param>
    /// <param name="ramp">The colours of 0 to 1.</param>
    /// <param name="picture">Where to.</param>
    public void DrawChanges(Painter painter, ColourRamp ramp, PixelGrid picture)
    {
        CatchUp();
        TakeEdits();
        TakeRoom(picture);
        Array.Clear(shares);
        if (knowsBefore)
        {
            ChangedBits.ReadShares(Automaton, Channels, Area.Width, picture.Region, picture.Block, shares);
        }

        this.picture.Draw(painter, ramp, picture, shares);
    }

    /// <summary>Sets all bits.</summary>
    /// <param name="write">Writes the bits of a channel's row, 64 cells a word.</param>
    public void Fill(Action<int, int, Span<ulong>> write)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            for (int y = 0; y < Area.Height; y++)
            {
                write(channel, y, row);
                Automaton.WriteRow(channel, y, row);
            }
        }

        (pending, isShown, mayBeEdited, knowsBefore) = (0, false, false, false);
    }

    /// <summary>Hands out the bits as they are.</summary>
    /// <param name="read">Reads the bits of a channel's row, 64 cells a word.</param>
    public void Read(Action<int, int, Span<ulong>> read)
    {
        CatchUp();
        TakeEdits();
        for (int channel = 0; channel < Channels; channel++)
        {
            for (int y = 0; y < Area.Height; y++)
            {
                Automaton.ReadRow(channel, y, row);
                read(channel, y, row);
            }
        }
    }

    public void Dispose()
    {
        automaton?.Dispose();
        picture.Dispose();
        seen?.Dispose();
        memory.Dispose();
    }

    private void Clear(Area area)
    {
        TakeEdits();
        for (int channel = 0; channel < Channels; channel++)
        {
            for (int y = area.Y; y < area.Y + area.Height; y++)
            {
                Automaton.ReadRow(channel, y, row);
                for (int x = area.X; x < area.X + area.Width; x++)
                {
                    row[x / WordBits] &= ~(1UL << (x % WordBits));
                }

                Automaton.WriteRow(channel, y, row);
            }
        }

        isShown = false;
    }

    // A picture follows the other, and a large array for each would have to be cleared and collected.
    private void TakeRoom(PixelGrid picture)
    {
        if (shares.Length != picture.Count)
        {
            shares = new float[picture.Count];
        }
    }
}
