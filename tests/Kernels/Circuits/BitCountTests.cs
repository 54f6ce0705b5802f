using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Bits;
using GpuEcosystem.Engine.Circuits.Bits.Devices;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Tests.Engine.Circuits;
using Xunit;

namespace GpuEcosystem.Tests.Kernels.Circuits;

/// <summary>Bits are counted where they lie, as bytes are.</summary>
public sealed class BitCountTests
{
    private const int Planes = 2;
    private const float Untouched = -1;

    /// <summary>Each device's grid of bits says which share of squares is set, and how much the last step changed.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Shares_and_changes_are_those_of_bytes(string device)
    {
        const int height = 21;
        foreach (int width in (int[])[8, 64, 133, 600])
        {
            // A cell takes its right neighbour's bit.
            byte[] cells = [.. Enumerable.Range(0, width * height).Select(cell => (byte)((cell * 7 + cell / 5 * 3 + cell * cell / 11) % 3 % 2))];
            byte[] moved = [.. cells.Select((_, cell) => cell % width == width - 1 ? (byte)0 : cells[cell + 1])];
            using Launcher launcher = new(Devices.Open(device));
            using IBitAutomaton automaton = BitAutomata.Make(
                launcher, new GateNetwork([new NetworkInput(0, 0, 1)], [], [0]), new BitSettings(width, height, Periodic: false));
            for (int y = 0; y < height; y++)
            {
                automaton.WriteRow(0, y, BitLayoutTests.Pack(cells.AsSpan(y * width, width)));
            }

            automaton.Run(1);
            Assert.Equal((moved.Sum(cell => cell), cells.Zip(moved, (a, b) => a ^ b).Sum()), automaton.Count(0));
            foreach ((int block, Area region) in ((int, Area)[])[(1, new(1, 2, 5, 9)), (3, new(0, 0, width, height)), (5, new(2, 3, 6, 17)), (64, new(0, 0, width, height))])
            {
                int columns = (region.Width - 1) / block + 1;
                float[] shares = new float[columns * ((region.Height - 1) / block + 1)];
                automaton.ReadShares(0, region, block, shares);
                for (int square = 0; square < shares.Length; square++)
                {
                    (int left, int top) = (region.X + square % columns * block, region.Y + square / columns * block);
                    Assert.Equal(
                        (from y in Enumerable.Range(top, Math.Min(block, region.Bottom - top))
                         from x in Enumerable.Range(left, Math.Min(block, region.Right - left))
                         select (float)moved[y * width + x]).Average(),
                        shares[square],
                        1e-6f);
                }
            }
        }
    }

    /// <summary>Of blocks of all sizes, of which the part's end, or the grid's, cuts some.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void Squares_are_counted(string device)
    {
        using Board board = new(device, width: 133, height: 70);
        foreach ((int block, Area region) in ((int, Area)[])
        [
            (1, new Area(0, 0, 133, 70)),
            (1, new Area(31, 5, 34, 3)),
            (2, new Area(1, 1, 131, 9)),
            (3, new Area(30, 0, 101, 70)),
            (32, new Area(0, 0, 133, 70)),
            (33, new Area(5, 7, 66, 66)),
            (64, new Area(64, 64, 128, 64)),
            (256, new Area(0, 0, 256, 256)),
            (256, new Area(132, 69, 512, 256)),
        ])
        {
            float[] expected = Squares(board, 1, block, region);
            Assert.Equal(expected, Counted(board, 1, block, region));

            // Another plane, or the next cell's squares, would be seen.
            Assert.NotEqual(expected, Squares(board, 0, block, region));
            Assert.NotEqual(expected, Squares(board, 1, block, region with { X = region.X - 1 }));
        }
    }

    private static float[] Squares(Board board, int plane, int block, Area region) =>
    [
        .. from y in Enumerable.Range(0, (region.Height - 1) / block + 1)
           from x in Enumerable.Range(0, (region.Width - 1) / block + 1).Append(-1)
           let left = region.X + x * block
           let top = region.Y + y * block
           select x < 0 ? Untouched : board.Count(
               plane, new Area(left, top, Math.Min(block, region.Right - left), Math.Min(block, region.Bottom - top))),
    ];

    // With a float behind each row that nothing is written to.
    private static float[] Counted(Board board, int plane, int block, Area region)
    {
        BitBlockCounts.Arguments arguments = new() { Grid = board.Automaton.Grid, Plane = plane, Region = region, Block = block };
        arguments.Pitch = arguments.Columns + 1;
        using DeviceBuffer<float> counts = board.Launcher.Device.Allocate<float>(arguments.Rows * arguments.Pitch);
        counts.Write(board.Launcher.Flush(), 0, [.. Enumerable.Repeat(Untouched, arguments.Rows * arguments.Pitch)]);
        arguments.Counts = counts.View;
        board.Launcher.Run<BitBlockCounts, BitBlockCounts.Arguments>(arguments);
        return counts.ReadAll(board.Launcher.Flush());
    }

    // Random bits, and the same as bytes.
    private sealed class Board : IDisposable
    {
        private readonly byte[] cells;

        public Board(string device, int width, int height)
        {
            Random random = new(width);
            cells = [.. Enumerable.Range(0, Planes * width * height).Select(_ => (byte)random.Next(2))];
            GateNetwork network = new([new NetworkInput(0, 0, 0), new NetworkInput(1, 0, 0)], [], [0, 1]);
            Launcher = new Launcher(Devices.Open(device));
            Automaton = new DeviceAutomaton(Launcher, network, new BitSettings(width, height, true) { Execution = CircuitExecution.Interpreted });
            for (int row = 0; row < Planes * height; row++)
            {
                Automaton.WriteRow(row / height, row % height, BitLayoutTests.Pack(cells.AsSpan(row * width, width)));
            }
        }

        public Launcher Launcher { get; }

        public DeviceAutomaton Automaton { get; }

        public int Count(int plane, Area area) => (
            from y in Enumerable.Range(area.Y, area.Height)
            from x in Enumerable.Range(area.X, area.Width)
            where x < Automaton.Width && y < Automaton.Height
            select (int)cells[(plane * Automaton.Height + y) * Automaton.Width + x]).Sum();

        public void Dispose()
        {
            Automaton.Dispose();
            Launcher.Dispose();
        }
    }
}
