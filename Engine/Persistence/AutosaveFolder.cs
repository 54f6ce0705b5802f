using System.Globalization;
using System.Text.RegularExpressions;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Persistence;

/// <summary>
/// A folder in which a run keeps its last two states. Files are numbered in the order in which they were written, for a
/// world's step may go back, and only one run at a time keeps its states there.
/// </summary>
public sealed partial class AutosaveFolder : IDisposable
{
    private const int Kept = 2;

    private readonly string folder;
    private readonly FileStream claim;
    private int number;

    /// <summary>Makes the folder where there is none, and claims it.</summary>
    /// <exception cref="UserException">No file can be written there, or another run has claimed it.</exception>
    public AutosaveFolder(string folder)
    {
        this.folder = folder;
        try
        {
            Directory.CreateDirectory(folder);
            claim = new FileStream(
                Path.Combine(folder, "autosave.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            foreach (string leftover in Directory.EnumerateFiles(folder).Where(file => Leftover().IsMatch(Path.GetFileName(file))))
            {
                File.Delete(leftover);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            claim?.Dispose();
            throw new UserException($"cannot keep autosaves in '{folder}': {exception.Message}", exception);
        }

        number = List(folder).Select(NumberOf).FirstOrDefault();
    }

    /// <summary>The file that was written last; null before the first.</summary>
    public string? Last { get; private set; }

    /// <summary>Writes a world, and then forgets all but the newest two files.</summary>
    /// <exception cref="UserException">It cannot be written; the files there stay.</exception>
    public void Save(ConfiguredWorld world, EcoExtras? extras = null)
    {
        string path = Path.Combine(
            folder,
            string.Create(CultureInfo.InvariantCulture, $"{number + 1:D6}-step-{world.World.StepNumber}{EcoFile.Extension}"));
        EcoFile.Save(path, world, extras ?? EcoExtras.None);
        Last = path;
        number++;
        foreach (string old in List(folder).Skip(Kept))
        {
            File.Delete(old);
        }
    }

    /// <summary>Whether nothing has been kept in a folder yet, which need not be there.</summary>
    public static bool IsEmpty(string folder) => !Directory.Exists(folder) || !List(folder).Any();

    /// <summary>The newest file of a folder that is whole; what is damaged is told of and passed over.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static string FindNewest(string folder, Action<string> note)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserException($"there is no folder '{folder}' with autosaves");
        }

        foreach (string path in List(folder))
        {
            try
            {
                EcoFile.Check(path);
                return path;
            }
            catch (UserException exception)
            {
                note($"passed over an autosave: {exception.Message}");
            }
        }

        throw new UserException($"there is no whole autosave in '{folder}'");
    }

    /// <inheritdoc/>
    public void Dispose() => claim.Dispose();

    // The newest first.
    private static IEnumerable<string> List(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Name().IsMatch(Path.GetFileName(file)))
        .OrderByDescending(NumberOf)
        .ToList();

    private static int NumberOf(string path) =>
        int.Parse(Name().Match(Path.GetFileName(path)).Groups["number"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<number>[0-9]{6,9})-step-[0-9]+\.eco$")]
    private static partial Regex Name();

    // What a run that was killed while it wrote has left behind.
    [GeneratedRegex(@"^\.[0-9]{6,9}-step-[0-9]+\.eco\.[0-9a-f]{32}\.tmp$")]
    private static partial Regex Leftover();
}
