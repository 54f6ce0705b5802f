using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Simulation;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine;

public sealed partial class Ecosystem
{
    private DeviceBuffer<float>? observationCounts;

    /// <summary>Observes the present state; waits for the steps before it.</summary>
    public Metrics Observe()
    {
        int entities = world.Entities;
        int perRow = Observation.CountsPerRow(entities);
        Resize(ref observationCounts, (long)perRow * world.Area.Height);
        launcher.Run<Observation, Observation.Arguments>(new Observation.Arguments
        {
            Grid = world.Grid.Planes,
            Counts = observationCounts.View,
            Entities = entities,
            Target = world.Area,
        });
        double[] sums = SumRows(observationCounts, perRow);
        double[] changes = hasLastStep ? SumRows(world.Changes, Activity.NumbersPerRow) : new double[Activity.NumbersPerRow];
        (float entropy, float normalized) = Metrics.EntropyOf(sums.AsSpan(1, entities - 1));
        return new Metrics(
            StepNumber,
            [.. sums[..entities].Select(sum => (float)sum)],
            [.. sums[entities..(2 * entities)].Select(sum => (long)sum)],
            entropy,
            normalized,
            learning?.ReadLoss(),
            (float)(changes[1] / world.Area.Cells),
            (float)(changes[0] / world.Area.Cells / entities),
            population.ReadRespawns(launcher.Stream),
            learning is null ? null : optimizers.ReadNorms());
    }

    /// <summary>Aliveness then state, <c>[entities + channels][y][x]</c>.</summary>
    /// <exception cref="UserException">The grid has more numbers than an array can hold.</exception>
    public float[] ReadGrid()
    {
        int planes = world.Entities + world.Channels;
        if (planes * world.Area.Cells > Array.MaxLength)
        {
            throw new UserException("the grid is too large to be read at once");
        }

        return world.Grid.Read(launcher.Stream, 0, planes);
    }

    /// <summary>Hands out the grid row by row, <c>[entities + channels][y]</c>, each row as little-endian floats.</summary>
    public void WriteGrid(Stream target) => WritePlanes(world.Grid, bytes => target.Write(bytes));

    /// <summary>1 in wall cells, 0 elsewhere, <c>[y][x]</c>.</summary>
    public float[] ReadWalls() => world.Walls.Read(launcher.Stream, 0, 1);

    /// <summary>XxHash128 over aliveness, state, walls, win rate, weights and sun, in hexadecimal.</summary>
    /// <remarks>
    /// Runs of one recipe have equal hashes on devices of one <see cref="ComputeDevice.Arithmetic"/>; others round differently.
    /// </remarks>
    public string StateHash()
    {
        XxHash128 hash = new();
        WritePlanes(world.Grid, hash.Append);
        WritePlanes(world.Walls, hash.Append);
        WritePlanes(world.WinRate, hash.Append);
        hash.Append(LittleEndian.Bytes(network.Weights.ReadAll(launcher.Stream)));
        foreach (float[] part in sun.Read())
        {
            hash.Append(LittleEndian.Bytes(part));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    // Rows are added in double, so that a count is exact however large the world.
    private double[] SumRows(DeviceBuffer<float> rows, int numbersPerRow)
    {
        double[] sums = new double[numbersPerRow];
        float[] numbers = rows.ReadAll(launcher.Stream);
        for (int i = 0; i < numbers.Length; i++)
        {
            sums[i % numbersPerRow] += numbers[i];
        }

        return sums;
    }

    private delegate void ByteSink(ReadOnlySpan<byte> bytes);

    // A few rows at a time, so that even the largest world needs little of the host's memory.
    private void WritePlanes(PlaneBuffer planes, ByteSink sink) => planes.ReadPieces(
        launcher.Stream, StatePart.PieceMemory(Parameters), piece => sink(LittleEndian.Bytes(piece)));

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
