using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Runs;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>Changes of a saved world that do nothing as long as it goes on.</summary>
internal static class WaitingChanges
{
    /// <summary>Tells the user of them, in one line, if there are any.</summary>
    public static void Tell(IEnumerable<SavedWorld> worlds, Action<string> note)
    {
        string[] waiting =
        [
            .. worlds.SelectMany(world => world.Changes)
                .Select(change => change.Parameter)
                // A saved world draws from another seed at once.
                .Where(parameter => parameter.Effect == ParameterEffect.Reset && parameter.Name != nameof(WorldParameters.Seed))
                .Select(parameter => parameter.Name)
                .Distinct(),
        ];
        if (waiting.Length > 0)
        {
            string verb = waiting.Length == 1 ? "waits" : "wait";
            note($"{string.Join(" and ", waiting)} {verb} for the next reset; a saved world that goes on stays as it is");
        }
    }
}
