using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>The configurations that come with the program, beside it.</summary>
internal static class PresetFolder
{
    private const string Extension = ".json";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Presets");

    /// <summary>What users call the presets.</summary>
    public static IReadOnlyList<string> Names =>
    [
        .. Directory.EnumerateFiles(Folder, $"*{Extension}")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The configuration of that name.</summary>
    public static RunConfiguration Load(string name)
    {
        string found = Names.FirstOrDefault(preset => string.Equals(preset, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UserException($"there is no preset '{name}'; the presets are {string.Join(", ", Names)}");
        return RunConfiguration.Default.Load(Path.Combine(Folder, found + Extension));
    }
}
