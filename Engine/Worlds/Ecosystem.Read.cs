using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Kernels.World;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class Ecosystem
{
    private DeviceBuffer<float>? observationCounts;

    /// <summary>Observes the present state; waits for the steps before it.</summary>
    public Metrics Observe()
    {
        int entities = World.Entities;
        int perRow = Observation.CountsPerRow(entities);
        Resize(ref observationCounts, (long)perRow * World.Area.Height);
        launcher.Run<Observation, Observation.Arguments>(new Observation.Arguments
        {
            Grid = World.Grid.Planes,
            Counts = observationCounts.View,
            Entities = entities,
            Target = World.Area,
        });
        double[] sums = SumRows(observationCounts, perRow);
        double[] changes = hasLastStep ? SumRows(World.Changes, Activity.NumbersPerRow) : new double[Activity.NumbersPerRow];
        (float entropy, float normalized) = Metrics.EntropyOf(sums.AsSpan(1, entities - 1));
        return new Metrics(
            StepNumber,
            [.. sums[..entities].Select(sum => (float)sum)],
            [.. sums[entities..(2 * entities)].Select(sum => (long)sum)],
            entropy,
            normalized,
            body.Learning?.ReadLoss(),
            (float)(changes[1] / World.Area.Cells),
            (float)(changes[0] / World.Area.Cells / entities),
            Population.ReadRespawns(launcher.Flush()),
            body.Learning is { HasRun: true } ? Optimizers.ReadNorms() : null);
    }

    /// <summary>Aliveness then state, <c>[entities + channels][y][x]</c>.</summary>
    /// <exception cref="UserException">The grid has more numbers than an array can hold.</exception>
    public float[] ReadGrid()
    {
        int planes = World.Entities + World.Channels;
        if (planes * World.Area.Cells > Array.MaxLength)
        {
            throw new UserException("the grid is too large to be read at once");
        }

        return World.Grid.Read(launcher.Flush(), 0, planes);
    }

    /// <summary>Hands out the grid row by row, <c>[entities + channels][y]</c>, each row as little-endian floats.</summary>
    public void WriteGrid(Stream target) => World.Grid.ReadPieces(
        launcher.Flush(), StatePart.PieceMemory(Parameters), piece => target.Write(LittleEndian.Bytes(piece)));

    /// <summary>1 in wall cells, 0 elsewhere, <c>[y][x]</c>.</summary>
    public float[] ReadWalls() => World.Walls.Read(launcher.Flush(), 0, 1);

    /// <summary>
    /// XxHash128, in hexadecimal, over everything that later steps follow from besides <see cref="Parameters"/>: cells, walls, win
    /// rate, sun, weights, the optimisers' memory, and where the world stands. Worlds of one hash and one set of rules go on alike.
    /// </summary>
    /// <remarks>
    /// Runs of one recipe have equal hashes on devices of one <see cref="ComputeDevice.Arithmetic"/>; others round differently.
    /// </remarks>
    public string StateHash()
    {
        XxHash128 hash = new();
        float[] memory = StatePart.PieceMemory(Parameters);
        foreach (StatePart part in StatePart.All)
        {
            ReadState(part, memory, piece => hash.Append(LittleEndian.Bytes(piece)));
        }

        Counters.AppendTo(hash);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    // Rows are added in double, so that a count is exact however large the world.
    private double[] SumRows(DeviceBuffer<float> rows, int numbersPerRow)
    {
        double[] sums = new double[numbersPerRow];
        float[] numbers = rows.ReadAll(launcher.Flush());
        for (int i = 0; i < numbers.Length; i++)
        {
            sums[i % numbersPerRow] += numbers[i];
        }

        return sums;
    }

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
