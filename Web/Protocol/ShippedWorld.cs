using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Presets;

namespace GpuEcosystem.Web.Protocol;

/// <summary>A world that comes with the program.</summary>
internal sealed record ShippedWorld(string Name, string Explanation, int Width, int Height, int Species, long Step)
{
    private static readonly Lazy<IReadOnlyList<ShippedWorld>> presets = new(() =>
    [
        .. PresetCatalogue.Names.Select(name => Describe(name, PresetCatalogue.Explain(name), PresetCatalogue.Load(name).Parameters, 0)),
    ]);

    private static readonly Lazy<IReadOnlyList<ShippedWorld>> grown = new(() =>
    [
        .. GrownWorlds.Names.Select(name => (Name: name, File: GrownWorlds.Find(name)!)).Select(world => Describe(
            world.Name,
            GrownWorlds.Explain(world.Name),
            WorldFile.ReadConfiguration(world.File).Parameters,
            WorldFile.ReadPlace(world.File).Step)),
    ]);

    /// <summary>Starts.</summary>
    public static IReadOnlyList<ShippedWorld> Presets => presets.Value;

    /// <summary>Worlds that have lived for a while.</summary>
    public static IReadOnlyList<ShippedWorld> Grown => grown.Value;

    private static ShippedWorld Describe(string name, string explanation, WorldParameters parameters, long step) =>
        new(name, explanation, parameters.GridWidth, parameters.GridHeight, parameters.Species, step);
}
