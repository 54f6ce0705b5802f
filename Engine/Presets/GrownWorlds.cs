using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Presets;

/// <summary>
/// Worlds that have lived for a while and come with the program, in a folder beside it: of each a world file, and the recipe that it was
/// grown by.
/// </summary>
public static class GrownWorlds
{
    private static readonly string folder = Path.Combine(AppContext.BaseDirectory, "worlds");

    /// <summary>The one that somebody sees who asks for none.</summary>
    public const string First = "reef";

    /// <summary>What users call them.</summary>
    public static IReadOnlyList<string> Names { get; } = Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + EcoFile.Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The world file of a name, letter case aside; null where there is no such world.</summary>
    public static string? Find(string name) =>
        Names.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) is string found
            ? Path.Combine(folder, found + EcoFile.Extension)
            : null;

    /// <summary>The file that a text names: one that is there, or a grown world's by its name.</summary>
    public static string FileOf(string named) => File.Exists(named) ? named : Find(named) ?? named;

    /// <summary>What such a world is, in a line.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <exception cref="UserException">There is no such world.</exception>
    public static string Explain(string name) => Explanation.Of(InputFile.ReadText(RecipeOf(name)));

    /// <summary>The recipe that it was grown by.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string RecipeOf(string name) => Path.Combine(folder, name + ".json");
}
