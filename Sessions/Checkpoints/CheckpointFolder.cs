using System.Globalization;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Sessions.Checkpoints;

/// <summary>
/// A folder of world files. Runs have names: run1, run2, and run1.1 for what was branched from run1; nothing that is
/// there is ever written over.
/// </summary>
internal sealed class CheckpointFolder(string folder)
{
    private const int LongestLabel = 40;

    private readonly HashSet<string> runs = [];

    /// <summary>What was kept, the oldest first; the list never changes, but for another in its place.</summary>
    public IReadOnlyList<Checkpoint> All { get; private set; } = [.. List(folder)];

    /// <summary>What was kept under a name.</summary>
    /// <exception cref="UserException">Nothing was.</exception>
    public Checkpoint Find(string name) => All.LastOrDefault(checkpoint => checkpoint.Name == name)
        ?? throw new UserException($"nothing was kept under the name '{name}'");

    /// <summary>A name for a run that begins from nothing.</summary>
    public string NewRun() => FirstFree(n => $"run{n}");

    /// <summary>A name for a run that begins from a checkpoint.</summary>
    public string NewBranch(Checkpoint checkpoint) => FirstFree(n => $"{checkpoint.Run}.{n}");

    /// <summary>Keeps a world.</summary>
    /// <param name="world">The world.</param>
    /// <param name="run">Its run.</param>
    /// <param name="parent">What its run was branched from.</param>
    /// <param name="extras">What else to keep with it, a thumbnail among that.</param>
    /// <exception cref="UserException">It cannot be written.</exception>
    public Checkpoint Save(ConfiguredWorld world, string run, EcoParent? parent, EcoExtras extras)
    {
        Create();
        long step = world.World.StepNumber;
        string path = FreePath(string.Create(CultureInfo.InvariantCulture, $"{run}-{step:D6}"));
        EcoFile.Save(path, world, extras, parent);
        Checkpoint made = new(path, run, step, parent?.File, extras[EcoExtras.Thumbnail]);
        All = [.. All, made];
        return made;
    }

    /// <summary>Calls what was kept otherwise, as far as every system's files may be called so.</summary>
    /// <exception cref="UserException">The file cannot be moved.</exception>
    public Checkpoint Rename(Checkpoint checkpoint, string label)
    {
        string safe = SafeLabel(label);
        if (safe == checkpoint.Label)
        {
            return checkpoint;
        }

        string path = FreePath(safe.Length == 0 ? checkpoint.PlainName : $"{checkpoint.PlainName}{Checkpoint.LabelMark}{safe}");
        Try(() => File.Move(checkpoint.Path, path), $"cannot rename '{checkpoint.Path}'");
        Checkpoint renamed = checkpoint with { Path = path };
        All = [.. All.Select(one => one == checkpoint ? renamed : one)];
        return renamed;
    }

    /// <summary>Removes what was kept.</summary>
    /// <exception cref="UserException">The file cannot be removed.</exception>
    public void Delete(Checkpoint checkpoint)
    {
        Try(() => File.Delete(checkpoint.Path), $"cannot delete '{checkpoint.Path}'");
        All = [.. All.Where(one => one != checkpoint)];
    }

    private static void Try(Action work, string failure)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{failure}: {exception.Message}", exception);
        }
    }

    // Windows takes neither many signs nor a dot or a space at the end.
    private static string SafeLabel(string label)
    {
        string known = string.Concat(label.Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_' or '.' or ','));
        return known[..Math.Min(known.Length, LongestLabel)].Trim(' ', '.');
    }

    private void Create()
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserException($"cannot keep anything in '{folder}': it is no folder and none can be made", exception);
        }
    }

    // A run of which nothing was kept yet, or nothing is kept any more, has its name all the same.
    private string FirstFree(Func<int, string> name)
    {
        runs.UnionWith(All.Select(checkpoint => checkpoint.Run));
        return Enumerable.Range(1, int.MaxValue).Select(name).First(runs.Add);
    }

    // A moment may be reached twice, after going back.
    private string FreePath(string name) => FileName.Free(Path.Combine(folder, name), EcoFile.Extension);

    // What cannot be read is somebody else's, or damaged; it stays where it is.
    private static IEnumerable<Checkpoint> List(string folder)
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (FileInfo file in new DirectoryInfo(folder)
            .EnumerateFiles("*" + EcoFile.Extension)
            .OrderBy(file => file.LastWriteTimeUtc)
            .ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            if (TryRead(file) is Checkpoint checkpoint)
            {
                yield return checkpoint;
            }
        }
    }

    private static Checkpoint? TryRead(FileInfo file)
    {
        try
        {
            EcoHeader header = EcoFile.ReadHeader(file.FullName);
            ReadOnlyMemory<byte>? thumbnail = EcoFile.ReadExtras(file.FullName)[EcoExtras.Thumbnail];
            string name = Checkpoint.PlainNameOf(Path.GetFileNameWithoutExtension(file.Name));
            int dash = name.IndexOf('-', StringComparison.Ordinal);
            return new Checkpoint(file.FullName, dash > 0 ? name[..dash] : name, header.Step, header.Parent?.File, thumbnail);
        }
        catch (UserException)
        {
            return null;
        }
    }
}
