using System.Numerics;
using System.Runtime.InteropServices;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;
using GpuEcosystem.Kernels.Display;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Circuits.Bits.Devices;

/// <summary>A grid of bits that lives by a circuit, a bit a cell and plane, on any device.</summary>
internal sealed class DeviceAutomaton : IBitAutomaton
{
    private readonly Launcher launcher;
    private readonly DeviceArena memory;
    private readonly DeviceBuffer<uint> fires;
    private DeviceBuffer<uint> now;
    private DeviceBuffer<uint> next;
    private BitSettings settings;
    private GateNetwork network;
    private IDeviceCircuit circuit;
    private DeviceArena? counting;
    private DeviceBuffer<float>? counts;

    /// <summary>Makes a grid of zeros.</summary>
    /// <param name="launcher">Launches its steps.</param>
    /// <param name="network">What cells become, as many answers as planes.</param>
    /// <param name="settings">The grid, and how it is computed; threads and vectors are the CPU's.</param>
    /// <exception cref="UserException">
    /// It reads planes that there are not; or the device has no room for the grid, or cannot run the circuit.
    /// </exception>
    public DeviceAutomaton(Launcher launcher, GateNetwork network, BitSettings settings)
    {
        this.launcher = launcher;
        this.network = network;
        this.settings = settings;
        Planes = network.Outputs.Length;
        network.CheckTakesPlaceOf(Planes);
        int words = BitGrid.WordsFor(Width);
        long all = (long)Planes * (Height + 1) * words;
        if (all > int.MaxValue)
        {
            throw new UserException("the planes of a grid of bits hold at most 2^36 cells together on a device; choose a smaller one");
        }

        memory = new DeviceArena(launcher);
        try
        {
            now = memory.Allocate<uint>(all);
            next = memory.Allocate<uint>(all);
            fires = memory.Allocate<uint>((long)Height * words);
            circuit = DeviceCircuit.Of(launcher, network, Grid.Count, settings.Execution);
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Cells of a row.</summary>
    public int Width => settings.Width;

    /// <summary>Rows.</summary>
    public int Height => settings.Height;

    /// <summary>How many planes of bits there are.</summary>
    public int Planes { get; }

    /// <inheritdoc/>
    public long Step { get; set; }

    /// <summary>Words of a packed row.</summary>
    public int PackedWords => BitLayout.PackedWordsOf(Width);

    /// <summary>The bits, as kernels see them until the next step.</summary>
    public BitGrid Grid => new()
    {
        Bits = now.View,
        Width = Width,
        Height = Height,
        Words = BitGrid.WordsFor(Width),
        Periodic = settings.Periodic ? 1 : 0,
    };

    /// <inheritdoc/>
    public void Change(GateNetwork network, BitSettings settings)
    {
        network.CheckTakesPlaceOf(Planes);
        if (network != this.network || settings.Execution != this.settings.Execution)
        {
            IDeviceCircuit changed = DeviceCircuit.Of(launcher, network, Grid.Count, settings.Execution);
            circuit.Dispose();
            circuit = changed;
        }

        (this.network, this.settings) = (network, settings);
    }

    /// <inheritdoc/>
    public void WriteRow(int plane, int y, ReadOnlySpan<ulong> packed)
    {
        BitGrid grid = Grid;
        uint[] row = MemoryMarshal.Cast<ulong, uint>(packed)[..grid.Words].ToArray();
        row[^1] &= uint.MaxValue >> (grid.Words * BitGrid.WordBits - Width);
        now.Write(launcher.Flush(), grid.IndexOf(plane, y, 0), row);
    }

    /// <inheritdoc/>
    public void ReadRow(int plane, int y, Span<ulong> packed) => ReadRow(now, plane, y, packed);

    /// <inheritdoc/>
    public void ReadRowBefore(int plane, int y, Span<ulong> packed) => ReadRow(next, plane, y, packed);

    /// <inheritdoc/>
    public void ReadShares(int plane, Area region, int block, float[] shares)
    {
        BitBlockCounts.Arguments squares = new() { Grid = Grid, Plane = plane, Region = region, Block = block };
        if (counts?.Length != shares.Length)
        {
            counting?.Dispose();
            counting = new DeviceArena(launcher);
            counts = counting.Allocate<float>(shares.Length);
        }

        launcher.Run<BitBlockCounts, BitBlockCounts.Arguments>(squares with { Counts = counts.View, Pitch = squares.Columns });
        counts.Read(launcher.Flush(), 0, shares);
        for (int square = 0; square < shares.Length; square++)
        {
            (int y, int x) = Math.DivRem(square, squares.Columns);
            shares[square] /= (float)Math.Min(block, region.Width - x * block) * Math.Min(block, region.Height - y * block);
        }
    }

    /// <inheritdoc/>
    public (long Set, long Changed) Count(int plane)
    {
        uint[] here = ReadPlane(now, plane);
        uint[] before = ReadPlane(next, plane);
        return (here.Sum(word => (long)BitOperations.PopCount(word)), here.Zip(before, (a, b) => (long)BitOperations.PopCount(a ^ b)).Sum());
    }

    /// <inheritdoc/>
    public void Run(long steps)
    {
        for (long step = 0; step < steps; step++)
        {
            if (settings.FireRate is float rate)
            {
                launcher.Run<FiringBits, FiringBits.Arguments>(new FiringBits.Arguments
                {
                    Fires = fires.View,
                    Width = Width,
                    Height = Height,
                    Words = BitGrid.WordsFor(Width),
                    Rate = rate,
                    Seed = settings.Seed,
                    Step = Step,
                });
            }

            circuit.Queue(new BitUpdate { Grid = Grid, Next = next.View, Fires = fires.View, Asynchronous = settings.FireRate is null ? 0 : 1 });
            (now, next) = (next, now);
            Step++;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        circuit.Dispose();
        counting?.Dispose();
        memory.Dispose();
    }

    private void ReadRow(DeviceBuffer<uint> bits, int plane, int y, Span<ulong> packed)
    {
        BitGrid grid = Grid;
        packed.Clear();
        bits.Read(launcher.Flush(), grid.IndexOf(plane, y, 0), MemoryMarshal.Cast<ulong, uint>(packed)[..grid.Words]);
    }

    private uint[] ReadPlane(DeviceBuffer<uint> bits, int plane)
    {
        BitGrid grid = Grid;
        uint[] words = new uint[Height * grid.Words];
        bits.Read(launcher.Flush(), grid.IndexOf(plane, 0, 0), words);
        return words;
    }
}
