using GpuEcosystem.Engine.Circuits.Files;

namespace GpuEcosystem.Engine.Presets;

/// <summary>Circuits that have learned something and come with the program, in a folder beside it.</summary>
public static class LearnedCircuits
{
    private static readonly string folder = Path.Combine(AppContext.BaseDirectory, "circuits");

    /// <summary>What users call them.</summary>
    public static IReadOnlyList<string> Names { get; } = Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + CircuitFile.Ending).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The file that a text names: one that is there, or a learned circuit's by its name, letter case aside.</summary>
    public static string FileOf(string named) =>
        !File.Exists(named) && Names.FirstOrDefault(known => string.Equals(known, named, StringComparison.OrdinalIgnoreCase)) is string found
            ? Path.Combine(folder, found + CircuitFile.Ending)
            : named;
}
