using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence.Petri;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>Writes the world of one file to another; names' endings say what the files are.</summary>
internal static class WorldConversion
{
    private static readonly string[] endings = [PetriWorld.Extension];

    /// <summary>Converts a file.</summary>
    /// <returns>What the new file does not hold, a line each.</returns>
    /// <exception cref="UserException">A file is damaged, cannot be written, or is none of the known kinds.</exception>
    public static IReadOnlyList<string> Convert(string input, string output)
    {
        switch (Ending(input), Ending(output))
        {
            case (PetriWorld.Extension, PetriWorld.Extension):
                // The whole run: all checkpoints, all events. No world is made of it.
                PetriFile.Load(input).Save(output);
                return [];
            default:
                throw new InvalidOperationException("an ending without a conversion");
        }
    }

    private static string Ending(string path)
    {
        string ending = Path.GetExtension(path).ToLowerInvariant();
        return endings.Contains(ending)
            ? ending
            : throw new UserException($"'{path}' is no world file: its name must end with {string.Join(" or ", endings)}");
    }
}
