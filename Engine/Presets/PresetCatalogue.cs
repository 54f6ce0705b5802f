using System.Reflection;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Engine.Presets;

/// <summary>The configurations that come with the library; each is a file of this folder and a resource of the assembly.</summary>
public static class PresetCatalogue
{
    private const string Extension = ".json";

    private static readonly Assembly assembly = typeof(PresetCatalogue).Assembly;

    /// <summary>What users call the presets.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(Extension, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The configuration of that name.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static RunConfiguration Load(string name) => RunConfiguration.Default.Read(ReadText(name), name);

    /// <summary>What kind of world it makes, in a line.</summary>
    /// <exception cref="UserException">There is none of that name.</exception>
    public static string Explain(string name) => Explanation.Of(ReadText(name));

    private static string ReadText(string name)
    {
        string found = Names.FirstOrDefault(preset => string.Equals(preset, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserException($"there is no preset '{name}'; the presets are {string.Join(", ", Names)}");
        using StreamReader text = new(assembly.GetManifestResourceStream(found + Extension)!);
        return text.ReadToEnd();
    }
}
