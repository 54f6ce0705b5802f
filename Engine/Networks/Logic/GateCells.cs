using GpuEcosystem.Engine.Circuits.Learning;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Engine.Networks.Logic;

/// <summary>
/// Where circuits of one shape keep all numbers of some cells, or, where gates are decided and nobody goes back, their bits: a circuit has
/// too many for a whole band.
/// </summary>
internal sealed class GateCells
{
    // Enough for many workers, and little beside a band of other networks.
    private const int ShareOfBand = 4;
    private const int FewestCells = 256;

    private readonly Launcher launcher;
    private readonly GateArchitecture architecture;
    private readonly int rows;
    private readonly int most;
    private readonly int lines;
    private readonly DeviceBuffer<float> bits;

    /// <param name="memory">Holds them.</param>
    /// <param name="architecture">What the circuits are.</param>
    /// <param name="window">The largest window.</param>
    public GateCells(DeviceArena memory, GateArchitecture architecture, Area window)
    {
        launcher = memory.Launcher;
        this.architecture = architecture;
        rows = CircuitPlan.RowsOf(architecture.Shape);
        int wordsOfLine = WordLines.WordsOf(window.Width);
        most = (int)Math.Max(
            wordsOfLine, Math.Min(window.Cells, Math.Max(FewestCells, memory.Device.FloatsOfBand / ShareOfBand / rows)));
        lines = Math.Min(window.Height, most / wordsOfLine);
        Length = (long)rows * CircuitSteps.PitchOf(most);
        Values = memory.Allocate<float>(Math.Max(Length, (long)rows * WordLines.RoundUp(most)));
        bits = memory.Allocate<float>((long)architecture.Code.Planes * wordsOfLine * (lines + 2) + 1 + 2 * WordLines.WordsOfTile);
    }

    /// <summary>Floats that all numbers of the cells take.</summary>
    public long Length { get; }

    /// <summary>All numbers, <c>[row][cell]</c>.</summary>
    public DeviceBuffer<float> Values { get; }

    /// <summary>The cells of an area, as many at a time as there is room for.</summary>
    public IEnumerable<CellRun> Cut(Area target)
    {
        int all = checked((int)target.Cells);
        for (int first = 0; first < all; first += most)
        {
            int cells = Math.Min(most, all - first);
            yield return new CellRun { Target = target, First = first, Cells = cells, Pitch = CircuitSteps.PitchOf(cells) };
        }
    }

    /// <summary>Queues computing what a circuit proposes.</summary>
    /// <param name="circuit">Whose.</param>
    /// <param name="input">What it sees.</param>
    /// <param name="readable">Cells that exist.</param>
    /// <param name="target">Cells to propose for, as wide as those that exist.</param>
    /// <param name="proposals">The result, <c>[channel][y][x]</c>.</param>
    public void Propose(GateCircuit circuit, Planes input, Area readable, Area target, Planes proposals)
    {
        circuit.Form();
        if (circuit.Mode == GateMode.StraightThrough)
        {
            for (Area part = target with { Height = 0 }; part.Bottom < target.Bottom;)
            {
                part = target with { Y = part.Bottom, Height = Math.Min(lines, target.Bottom - part.Bottom) };
                ProposeBits(circuit, input, readable, new WordLines { Target = part }, proposals);
            }

            return;
        }

        foreach (CellRun run in Cut(target))
        {
            Answer(circuit, input, readable, run);
            launcher.Run<AnswerNumbers, AnswerNumbers.Arguments>(new AnswerNumbers.Arguments
            {
                Answers = AnswersOf(Values, run),
                Code = architecture.Code,
                Proposals = proposals,
                Run = run,
            });
        }
    }

    /// <summary>Queues computing all numbers of some cells.</summary>
    /// <param name="circuit">Whose.</param>
    /// <param name="input">What it sees.</param>
    /// <param name="readable">Cells that exist.</param>
    /// <param name="run">The cells.</param>
    public void Answer(GateCircuit circuit, Planes input, Area readable, CellRun run)
    {
        launcher.Run<StateBits, StateBits.Arguments>(new StateBits.Arguments
        {
            State = input,
            Code = architecture.Code,
            Values = Values.View,
            Own = CircuitPlan.OwnOf(architecture.Shape),
            Readable = readable,
            Run = run,
        });
        circuit.Placed.Answer(circuit.Forms, Values.View, run.Pitch);
    }

    /// <summary>The rows of a circuit's answers.</summary>
    /// <param name="numbers">All numbers, or their gradients.</param>
    /// <param name="run">The cells.</param>
    public ArrayView<float> AnswersOf(DeviceBuffer<float> numbers, CellRun run) => numbers.View.SubView(
        (long)(rows - architecture.Shape.Outputs) * run.Pitch, (long)architecture.Shape.Outputs * run.Pitch);

    private void ProposeBits(GateCircuit circuit, Planes input, Area readable, WordLines part, Planes proposals)
    {
        ArrayView<int> words = Values.View.Cast<int>();
        launcher.Run<StateWords, StateWords.Arguments>(new StateWords.Arguments
        {
            State = input,
            Code = architecture.Code,
            Bits = bits.View.Cast<int>(),
            Readable = readable,
            Lines = part,
        });
        circuit.Placed.AnswerBits(circuit.Forms, bits.View.Cast<int>(), words, architecture.Shape, part);
        launcher.Run<WordNumbers, WordNumbers.Arguments>(new WordNumbers.Arguments
        {
            Values = words,
            Rows = rows,
            Code = architecture.Code,
            Proposals = proposals,
            Lines = part,
        });
    }
}
