using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>Makes a world that stands as a checkpoint says.</summary>
internal static class PetriImport
{
    /// <summary>Makes the world.</summary>
    /// <param name="checkpoint">How it stands.</param>
    /// <param name="device">Where it lives; the device must outlive it.</param>
    /// <exception cref="UserException">The device is too small.</exception>
    public static World Create(PetriCheckpoint checkpoint, ComputeDevice device)
    {
        int channels = checkpoint.Parameters.StateChannels + checkpoint.Parameters.HiddenChannels;
        bool isSpatial = checkpoint.SunBase.Length > channels || checkpoint.SunParams.Length > channels;
        EcosystemParameters parameters = checkpoint.Parameters with { SunMode = isSpatial ? SunMode.Spatial : SunMode.Global };
        World world = new(device, parameters);
        try
        {
            world.LoadGrid(PetriLayout.ToPlanes(checkpoint.Grid, parameters.Species + 1 + channels));
            world.LoadWalls(checkpoint.Wall);
            if (checkpoint.WinRate is not null)
            {
                world.LoadWinRate(checkpoint.WinRate);
            }

            world.LoadSun(ReadSun(checkpoint.SunBase, parameters), ReadSun(checkpoint.SunParams, parameters));
            NetworkLayout layout = parameters.Layout;
            foreach ((int layer, var shape) in new PetriShapes(parameters).Weights.Index())
            {
                world.LoadWeights(layout.LayerOffset(layer), PetriLayout.ToLayer(checkpoint.Weights[layer], shape));
            }

            world.LoadStep(checkpoint.Step);
            if (checkpoint.Parameters != parameters)
            {
                // What makes seasons is in no such file, so they begin with the sun that is.
                world.Change(checkpoint.Parameters);
            }

            return world;
        }
        catch
        {
            world.Dispose();
            throw;
        }
    }

    /// <summary>What of a file a world does not have, a line each.</summary>
    public static IReadOnlyList<string> LeftOut(PetriFile file, PetriCheckpoint checkpoint)
    {
        EcosystemParameters parameters = checkpoint.Parameters;
        List<string> lines = [.. checkpoint.Notes];
        Add(file.Checkpoints.Length > 1, $"{file.Checkpoints.Length - 1} other checkpoints: the world is that of step {checkpoint.Step}");
        Add(!file.Events.IsEmpty, $"{file.Events.Length} events: they have happened, and are not repeated");
        Add(file.Timeseries is { Steps.Length: > 0 }, $"{file.Timeseries?.Steps.Length} observations: plots begin anew");
        Add(
            parameters.LearnInterval > 0 && parameters.Optimizer.Default != OptimizerKind.SGD,
            $"state of the optimizer {parameters.Optimizer.Default}: such files have none, so it begins anew");
        Add(checkpoint.Wall.Contains(1), "contests inside walls: a wall cell belongs to the sun here");
        Add(
            parameters.WinRate && parameters.LearnInterval > 0,
            "pauses of the win rate: it acts in steps that learn too, where the browser switches it off");
        return lines;

        void Add(bool applies, string line)
        {
            if (applies)
            {
                lines.Add(line);
            }
        }
    }

    // A sun of which one part alone is spatial becomes spatial as a whole.
    private static float[] ReadSun(float[] values, EcosystemParameters parameters)
    {
        int channels = parameters.StateChannels + parameters.HiddenChannels;
        if (parameters.SunMode == SunMode.Global)
        {
            return values;
        }

        if (values.Length > channels)
        {
            return PetriLayout.ToPlanes(values, channels);
        }

        int cells = parameters.GridWidth * parameters.GridHeight;
        float[] planes = new float[channels * cells];
        for (int channel = 0; channel < channels; channel++)
        {
            planes.AsSpan(channel * cells, cells).Fill(values[channel]);
        }

        return planes;
    }
}
