using System.Collections.Immutable;
using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>Describes a world as the browser does.</summary>
internal static class PetriExport
{
    /// <summary>Describes a world as a run with one checkpoint.</summary>
    /// <param name="world">The world.</param>
    /// <param name="history">What happened before.</param>
    /// <returns>The file, and what of the world it cannot hold, a line each.</returns>
    /// <exception cref="UserException">Such files hold no worlds of this kind.</exception>
    public static (PetriFile File, IReadOnlyList<string> LeftOut) Describe(World world, PetriHistory history)
    {
        EcosystemParameters parameters = CheckKind(world.Parameters);
        List<string> notes = [];
        PetriCheckpoint? origin = history.Origin?.Find(history.OriginCheckpoint);
        PetriConfig config = PetriSettings.Write(parameters, origin?.Config, history.View, notes);
        PetriCheckpoint checkpoint = Describe(world, config, origin?.View, history.View);
        PetriRun run = new(
            NewId(),
            history.Origin?.Run.WorldSeed == world.WorldSeed ? history.Origin.Run.Seed : world.WorldSeed,
            history.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            config,
            [checkpoint.Id],
            history.Origin?.Run.Id,
            origin?.Step,
            world.StepNumber,
            "active");
        notes.AddRange(PetriLosses.Of(parameters));
        if (HasOptimizerState(parameters))
        {
            notes.Add($"state of the optimizer {parameters.Optimizer.Default}: such files have none, so it begins anew");
        }

        if (parameters.SunMode == SunMode.Seasonal)
        {
            notes.Add("the network that makes the seasons: such files have no place for it; what it makes of the next step stands in for it, and the browser's sun stays so");
        }

        if (parameters.Seed != world.WorldSeed)
        {
            notes.Add($"Seed {parameters.Seed}: it waits for a reset, and the world's own is {world.WorldSeed}");
        }

        PetriTimeseries timeseries = history.Timeseries ?? PetriTimeseries.Empty(parameters.Species);
        return (new PetriFile(run, history.Events, [checkpoint], timeseries), notes);
    }

    /// <summary>The rules, if such files can hold a world with them.</summary>
    /// <exception cref="UserException">They cannot.</exception>
    public static EcosystemParameters CheckKind(WorldParameters rules)
    {
        EcosystemParameters parameters = PetriParameters.Require(rules);
        if (parameters.Networks.Groups.Length > 1)
        {
            throw new UserException(
                $"a .petri file holds one network that all species share, and here species 1 and {parameters.Networks.Groups[1].Members[0] + 1} have unequal ones; save the world as .eco");
        }

        if (parameters.Coupling != Coupling.Shared)
        {
            throw new UserException(
                $"a .petri file holds one network that all species share, and here Coupling is {parameters.Coupling}; save the world as .eco, or start one with Coupling=Shared");
        }

        if (parameters.AliveVisible)
        {
            throw new UserException(
                "a .petri file holds networks that do not see aliveness, and here AliveVisible is true; save the world as .eco, or start one with AliveVisible=false");
        }

        if (parameters.Opposition != OppositionKind.All)
        {
            throw new UserException(
                $"a .petri file holds a world in which the absent count too, and here Opposition is {parameters.Opposition}; save the world as .eco, or set Opposition=All");
        }

        return parameters;
    }

    private static PetriCheckpoint Describe(World world, PetriConfig config, PetriView? originView, PetriView? view)
    {
        EcosystemParameters parameters = PetriParameters.Require(world.Parameters);
        int channels = parameters.StateChannels + parameters.HiddenChannels;
        float[] grid = Finite("grid", PetriLayout.FromPlanes(world.ReadGrid(), parameters.Species + 1 + channels));
        float[][] sun = [.. world.ReadSun().Select(part => Finite("sun", PetriLayout.FromPlanes(part, channels)))];
        return new PetriCheckpoint
        {
            Id = NewId(),
            Step = world.StepNumber,
            Label = $"Step {world.StepNumber}",
            Trigger = "manual",
            Config = config,
            Parameters = parameters,
            View = view ?? originView ?? PetriView.Default,
            Notes = [],
            Grid = grid,
            Wall = world.ReadWalls(),
            WinRate = Finite("win rate", world.ReadWinRate()),
            SunBase = sun[0],
            SunParams = sun[1],
            Weights = ReadWeights(world),
        };
    }

    private static ImmutableArray<float[]> ReadWeights(World world)
    {
        NetworkLayout layout = PetriParameters.Require(world.Parameters).Layout;
        float[] weights = Finite("networks", world.ReadWeights());
        return
        [
            .. new PetriShapes(PetriParameters.Require(world.Parameters)).Weights.Select((shape, layer) => PetriLayout.FromLayer(
                weights.AsSpan((int)layout.LayerOffset(layer), (int)layout.LayerLength(layer)), shape)),
        ];
    }

    private static float[] Finite(string what, float[] values) => Array.TrueForAll(values, float.IsFinite)
        ? values
        : throw new UserException($"the world's {what} has numbers that are not finite, which a .petri file cannot hold");

    private static bool HasOptimizerState(EcosystemParameters parameters) =>
        parameters.LearnInterval > 0 && parameters.Optimizer.Default != OptimizerKind.SGD;

    private static string NewId() => Guid.NewGuid().ToString();
}
