using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using GpuEcosystem.Engine.Circuits.Files;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class World
{
    /// <summary>What <see cref="ReadWinners"/> has for walls.</summary>
    public const byte NoWinner = Winners.Nobody;

    private DeviceBuffer<float>? observationCounts;

    /// <summary>Observes the present state; waits for the steps before it.</summary>
    public Metrics Observe()
    {
        CellCounts[] counts = body.CountCells() is CellCounts known ? [known] : CountCells();
        double[][] worlds = [.. counts.Select(one => one.Populations)];
        int entities = worlds[0].Length;
        (float Entropy, float Normalized)[] entropies = [.. worlds.Select(world => Metrics.EntropyOf(world.AsSpan(1)))];
        return new Metrics(
            StepNumber,
            ToFloat(Mean(worlds)),
            [.. Mean([.. counts.Select(one => one.Territory)]).Select(sum => (long)Math.Round(sum))],
            entropies.Average(one => one.Entropy),
            entropies.Average(one => one.Normalized),
            body.ReadLoss(),
            hasLastStep ? (float)(counts.Average(one => one.Participants) / Area.Cells) : 0,
            hasLastStep ? (float)(counts.Average(one => one.Change) / Area.Cells / entities) : 0,
            Population.ReadRespawns(launcher.Flush()),
            body.HasLearned ? Optimizers.ReadNorms() : null,
            body.ReadSunPeriods(),
            worlds.Length > 1 ? [.. worlds.Select(ToFloat)] : null)
        {
            Networks = Networks.Plan.Sizes,
            Circuit = body.ObserveCircuit(),
        };
    }

    /// <summary>Aliveness then state, <c>[entities + channels][y][x]</c>.</summary>
    /// <exception cref="UserException">The grid has more numbers than an array can hold.</exception>
    public float[] ReadGrid()
    {
        int planes = Cells.Entities + Cells.Channels;
        if (planes * Area.Cells > Array.MaxLength)
        {
            throw new UserException("the grid is too large to be read at once");
        }

        return Cells.Grid.Read(launcher.Flush(), 0, planes);
    }

    /// <summary>Hands out the grid row by row, <c>[entities + channels][y]</c>, each row as little-endian floats.</summary>
    public void WriteGrid(Stream target) => Cells.Grid.ReadPieces(
        launcher.Flush(), StatePart.PieceMemory([StatePart.Grid], Parameters), piece => target.Write(LittleEndian.Bytes(piece)));

    /// <summary>One plane of the grid, <c>[y][x]</c>: aliveness of an entity, or a channel of the state behind them.</summary>
    /// <param name="plane">Which, from 0 on, as <see cref="ReadGrid"/> counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such plane.</exception>
    public float[] ReadPlane(int plane)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(plane);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(plane, Cells.Entities + Cells.Channels);
        return Cells.Grid.Read(launcher.Flush(), plane, 1);
    }

    /// <summary>1 in wall cells, 0 elsewhere, <c>[y][x]</c>.</summary>
    public float[] ReadWalls() => Cells.Walls.Read(launcher.Flush(), 0, 1);

    /// <summary>
    /// Who holds each cell, <c>[y][x]</c>: the entity of the largest aliveness, 0 for the sun, of equal ones the first; walls have
    /// <see cref="NoWinner"/>. Of several worlds that live at once, all, one below the other.
    /// </summary>
    public byte[] ReadWinners()
    {
        using DeviceArena memory = new(launcher);
        PlaneBuffer holders = memory.Planes(1, Stack.Grid);
        launcher.Run<Winners, Winners.Arguments>(new Winners.Arguments
        {
            Grid = Cells.Grid.Planes,
            Walls = Cells.Walls.Planes,
            Holders = holders.Planes,
            Entities = Cells.Entities,
            Target = Stack.Grid,
        });
        return Array.ConvertAll(holders.Read(launcher.Flush(), 0, 1), holder => (byte)holder);
    }

    /// <summary>
    /// XxHash128, in hexadecimal, over everything that later steps follow from besides <see cref="Parameters"/>: all that its rules
    /// list as state (cells, weights, the optimisers' memory and so on), and where the world stands. Worlds of one hash and one set of
    /// parameters go on alike.
    /// </summary>
    /// <remarks>
    /// Runs of one recipe have equal hashes on devices of one <see cref="ComputeDevice.Arithmetic"/>; others round differently.
    /// </remarks>
    public string StateHash()
    {
        XxHash128 hash = new();
        float[] memory = StatePart.PieceMemory(body.State, Parameters);
        foreach (StatePart part in body.State)
        {
            ReadState(part, memory, piece => hash.Append(LittleEndian.Bytes(piece)));
        }

        Counters.AppendTo(hash);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>The circuit of gates that is the world's rule, as it has been learned by now; null in worlds without one.</summary>
    public StoredCircuit? ReadCircuit() => body.ReadCircuit(Parameters);

    // Of each world.
    private CellCounts[] CountCells()
    {
        int entities = Cells.Entities;
        int perRow = Observation.CountsPerRow(entities);
        Resize(ref observationCounts, (long)perRow * Stack.Grid.Height);
        launcher.Run<Observation, Observation.Arguments>(new Observation.Arguments
        {
            Grid = Cells.Grid.Planes,
            Counts = observationCounts.View,
            Entities = entities,
            Target = Stack.Grid,
        });
        return
        [
            .. SumRows(observationCounts, perRow).Zip(
                SumRows(Cells.Changes, Activity.NumbersPerRow),
                (sums, changes) => new CellCounts(sums[..entities], sums[entities..(2 * entities)], changes[0], changes[1])),
        ];
    }

    // Of each world. Rows are added in double, so that a count is exact however large the world.
    private double[][] SumRows(DeviceBuffer<float> rows, int numbersPerRow)
    {
        double[][] sums = [.. Enumerable.Range(0, Stack.Count).Select(_ => new double[numbersPerRow])];
        float[] numbers = rows.ReadAll(launcher.Flush());
        for (int i = 0; i < numbers.Length; i++)
        {
            sums[i / numbersPerRow / Stack.Rows][i % numbersPerRow] += numbers[i];
        }

        return sums;
    }

    private static double[] Mean(double[][] worlds) =>
        [.. Enumerable.Range(0, worlds[0].Length).Select(i => worlds.Average(world => world[i]))];

    private static float[] ToFloat(double[] numbers) => Array.ConvertAll(numbers, number => (float)number);

    private void Resize<T>([NotNull] ref DeviceBuffer<T>? buffer, long length)
        where T : unmanaged
    {
        if (buffer?.Length != Math.Max(1, length))
        {
            launcher.Finish();
            buffer?.Dispose();
            buffer = null;
            buffer = Device.Allocate<T>(length);
        }
    }
}
