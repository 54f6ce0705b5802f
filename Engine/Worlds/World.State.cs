using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Engine.Worlds;

public sealed partial class World
{
    /// <summary>Bytes that a world file of it takes at most, what is kept beside the world aside.</summary>
    public long StateBytes => body.State.Sum(part => sizeof(float) * StatePart.Count(part.Shape(Parameters)));

    /// <summary>The numbers that later steps follow from and that are too few for a section of a file.</summary>
    internal WorldCounters Counters
    {
        get => new(StepNumber, WorldSeed, scattered, [.. Population.ReadRespawns(launcher.Flush())], [.. Optimizers.Kinds]);
        private set
        {
            StepNumber = value.Step;
            scattered = value.Scattered;
            Population.WriteRespawns(launcher.Flush(), value.Respawns.AsSpan());
            Optimizers.Kinds = value.Optimizers;
        }
    }

    /// <summary>Makes a world whose parts somebody fills in, one after another.</summary>
    /// <param name="device">Where it lives.</param>
    /// <param name="parameters">Its rules.</param>
    /// <param name="counters">Where it stands.</param>
    /// <param name="fill">Fills a part with numbers by calling back for every piece.</param>
    internal static World Restore(
        ComputeDevice device,
        WorldParameters parameters,
        WorldCounters counters,
        Action<StatePart, Action<NumberPiece>> fill)
    {
        World made = new(device, parameters, rowsPerBand: null, counters.WorldSeed, isSeeded: false);
        try
        {
            float[] memory = StatePart.PieceMemory(made.body.State, parameters);
            foreach (StatePart part in made.body.State)
            {
                fill(part, piece => part.Store(made.body).WritePieces(made.launcher.Flush(), memory, piece));
            }

            made.Counters = counters;
            made.Networks.WeightsChanged();
            made.Networks.WiresChanged();
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Makes another world beside this one, on the same device, that goes on as this one does.</summary>
    /// <remarks>It has what later steps follow from; what went wrong before, and edits that could be taken back, are not its own.</remarks>
    /// <exception cref="UserException">The device has no room for it.</exception>
    public World Copy()
    {
        World copy = new(Device, Parameters, rowsPerBand, WorldSeed, isSeeded: false);
        try
        {
            // What fills a new world must not come after what is copied to it.
            copy.Finish();
            foreach (StatePart part in body.State)
            {
                part.Store(body).CopyTo(launcher, part.Store(copy.body));
            }

            Finish();
            copy.Counters = Counters;
            copy.Networks.WeightsChanged();
            copy.Networks.WiresChanged();
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Hands out a part of the state piece by piece.</summary>
    internal void ReadState(StatePart part, float[] memory, NumberPiece take) =>
        part.Store(body).ReadPieces(launcher.Flush(), memory, take);
}
