using System.Text.RegularExpressions;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Output;

/// <summary>A folder of files that belong together, in which those of an older run must not be taken for this one's.</summary>
internal sealed class OutputFolder
{
    private readonly string path;
    private readonly Regex names;
    private readonly bool? overwrites;

    /// <summary>Makes the folder where there is none.</summary>
    /// <param name="path">Where.</param>
    /// <param name="what">What it holds, for the message.</param>
    /// <param name="names">What its files are called.</param>
    /// <param name="overwrites">Whether an older run's files may go; null where they stay, for it is that run that goes on.</param>
    /// <exception cref="UserException">It cannot be made, or holds files that may not go.</exception>
    public OutputFolder(string path, string what, Regex names, bool? overwrites)
    {
        this.path = path;
        this.names = names;
        this.overwrites = overwrites;
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserException($"cannot write {what} to '{path}': it is not a folder and none can be made", exception);
        }

        if (overwrites == false && Older().FirstOrDefault() is string older)
        {
            throw new UserException(
                $"'{path}' holds an older run's {what}, such as {Path.GetFileName(older)}; take another folder, or {Overwrite} to remove them");
        }
    }

    /// <summary>The option that lets older files go.</summary>
    public static string Overwrite => "--overwrite";

    /// <summary>A file of the folder.</summary>
    public string this[string name] => Path.Combine(path, name);

    /// <summary>Removes an older run's files, if they may go, now that there will be new ones.</summary>
    public void Clear()
    {
        foreach (string older in overwrites == true ? Older() : [])
        {
            File.Delete(older);
        }
    }

    private List<string> Older() => [.. Directory.EnumerateFiles(path).Where(file => names.IsMatch(Path.GetFileName(file)))];
}
