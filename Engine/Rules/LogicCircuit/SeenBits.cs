using GpuEcosystem.Engine.Circuits.Bits;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>Bits as the floats in which others know cells; they take memory only where somebody asks for them.</summary>
internal sealed class SeenBits : IDisposable
{
    private const int ColouredBits = 3;
    private const int WordBits = BitLayout.WordBits;

    private readonly DeviceArena memory;
    private readonly Area area;
    private readonly int channels;
    private readonly ulong[] row;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="area">The cells.</param>
    /// <param name="channels">Bits of a cell.</param>
    public SeenBits(DeviceArena memory, Area area, int channels)
    {
        this.memory = memory;
        this.area = area;
        this.channels = channels;
        Cells = new WorldState(memory, species: 1, stateChannels: 0, channels, area, spareRows: 0);
        Colours = memory.Planes(1, area);
        row = new ulong[BitLayout.PackedWordsOf(area.Width)];
    }

    /// <summary>Aliveness of the sun and of the species, which lives where a cell's first bit is set, then all bits.</summary>
    public WorldState Cells { get; }

    /// <summary>Of each cell a number from 0 to 1 whose bits are its first three, <c>[1][y][x]</c>.</summary>
    public PlaneBuffer Colours { get; }

    /// <summary>Writes what the bits are.</summary>
    public void Write(IBitAutomaton bits)
    {
        Visit(Cells.Grid, writes: true, (plane, y, cells) =>
        {
            bits.ReadRow(Math.Max(0, plane - Cells.Entities), y, row);
            for (int x = 0; x < cells.Length; x++)
            {
                bool isSet = (row[x / WordBits] >> (x % WordBits) & 1) != 0;
                cells[x] = isSet == (plane == 0) ? 0 : 1;
            }
        });
        Visit(Colours, writes: true, (_, y, cells) =>
        {
            cells.Clear();
            for (int channel = 0; channel < Math.Min(ColouredBits, channels); channel++)
            {
                bits.ReadRow(channel, y, row);
                for (int x = 0; x < cells.Length; x++)
                {
                    cells[x] += (float)((row[x / WordBits] >> (x % WordBits) & 1) << channel) / ((1 << ColouredBits) - 1);
                }
            }
        });
    }

    /// <summary>Reads what they have become by somebody's hand.</summary>
    public void Read(IBitAutomaton bits) => Visit(Cells.Grid, writes: false, (plane, y, cells) =>
    {
        if (plane >= Cells.Entities)
        {
            Array.Clear(row);
            for (int x = 0; x < cells.Length; x++)
            {
                row[x / WordBits] |= (cells[x] > 0.5f ? 1UL : 0) << (x % WordBits);
            }

            bits.WriteRow(plane - Cells.Entities, y, row);
        }
    });

    public void Dispose() => memory.Dispose();

    private delegate void RowVisitor(int plane, int y, Span<float> cells);

    private void Visit(PlaneBuffer planes, bool writes, RowVisitor visit)
    {
        (int plane, int y) = (0, 0);
        float[] pieces = new float[StatePart.MostPieceFloats];
        if (writes)
        {
            planes.WritePieces(memory.Launcher.Flush(), pieces, VisitRows);
        }
        else
        {
            planes.ReadPieces(memory.Launcher.Flush(), pieces, VisitRows);
        }

        // A piece is some rows of a plane.
        void VisitRows(Span<float> piece)
        {
            for (int first = 0; first < piece.Length; first += area.Width)
            {
                visit(plane, y, piece.Slice(first, area.Width));
                y++;
            }

            (plane, y) = y == area.Height ? (plane + 1, 0) : (plane, y);
        }
    }
}
