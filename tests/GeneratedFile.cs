using Xunit;

namespace GpuEcosystem.Tests;

/// <summary>
/// Files of the repository that tests look into. Some of them the code writes: a test writes them anew when the code changes, and
/// fails once.
/// </summary>
internal static class GeneratedFile
{
    /// <summary>Compares a file with what the code generates.</summary>
    /// <param name="path">Path from the repository's root.</param>
    /// <param name="generated">What it should hold.</param>
    public static void AssertCurrent(string path, string generated)
    {
        string file = Path.Combine(FindRepository(), path);
        bool current = File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == generated;
        if (!current)
        {
            File.WriteAllText(file, generated);
        }

        Assert.True(current, $"{file} was out of date; it has been generated anew, to be reviewed and kept.");
    }

    /// <summary>A file's lines; none where it is not there.</summary>
    /// <param name="path">Path from the repository's root.</param>
    public static string[] ReadLines(string path)
    {
        string file = Path.Combine(FindRepository(), path);
        return File.Exists(file) ? File.ReadAllLines(file) : [];
    }

    /// <summary>The files of a folder and of those in it, as paths from the repository's root.</summary>
    /// <param name="folder">Path from the repository's root.</param>
    /// <param name="pattern">How they are called.</param>
    public static IEnumerable<string> List(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(FindRepository(), folder), pattern, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(FindRepository(), path))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Contains("obj"));

    private static string FindRepository()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests run outside the repository");
        }

        return folder.FullName;
    }
}
