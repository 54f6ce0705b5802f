using System.Text.RegularExpressions;

namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>Takes out of messages what says who somebody is: folders, the user's name, the host's name.</summary>
internal static partial class PrivateNames
{
    private const string UpToLastPart = @"(?:[/\\]+[^/\\\s'"":*?<>|]+)*[/\\]+(?=[^/\\\s])";

    // Known folders may have spaces in their names; of others, a path ends at the first.
    private static readonly (string Name, string Instead)[] names =
    [
        .. new[]
        {
            (Environment.CurrentDirectory, "(current folder)"),
            (Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "(home)"),
            (Path.TrimEndingDirectorySeparator(Path.GetTempPath()), "(temporary folder)"),
            (Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), "(program)"),
        }
            .Where(folder => folder.Item1.Length > 1)
            .OrderByDescending(folder => folder.Item1.Length),
        .. new[] { (UserName(), "(user)"), (Environment.MachineName, "(host)") }
            .Where(name => name.Item1.Length > 0),
    ];

    /// <summary>A message that others may read: of a path its last part, of a name what it is the name of.</summary>
    public static string Hide(string message)
    {
        foreach ((string name, string instead) in names)
        {
            message = Regex.Replace(
                message,
                $@"(?<!\w){Regex.Escape(name)}(?:{UpToLastPart}|(?!\w))",
                found => found.Length == name.Length ? instead : "");
        }

        return Folders().Replace(message, "");
    }

    // A slim container has no list of users, and then .NET finds no name to hide.
    private static string UserName()
    {
        try
        {
            return Environment.UserName;
        }
        catch (IOException)
        {
            return "";
        }
    }

    // Whatever leads to the last part of an absolute path, on any system.
    [GeneratedRegex(@"(?<![\w:/\\.])(?:[A-Za-z]:)?" + UpToLastPart)]
    private static partial Regex Folders();
}
