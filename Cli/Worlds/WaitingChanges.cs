using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>Changes of a saved world that do nothing as long as it goes on.</summary>
internal static class WaitingChanges
{
    /// <summary>Tells the user of those among some changes, in one line, if there are any.</summary>
    public static void Tell(IEnumerable<ParameterAssignment> changes, Action<string> note)
    {
        string[] waiting =
        [
            .. changes
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
