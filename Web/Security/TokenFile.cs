using System.Buffers.Text;

namespace GpuEcosystem.Web.Security;

/// <summary>Where tokens are kept from one start of a server to the next, so that its pages come back to it. Nobody else may read it.</summary>
internal static class TokenFile
{
    private const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The tokens of a file, or new ones, which it holds from then on; where nothing can be kept, they last as long as the server.</summary>
    /// <param name="path">The file.</param>
    public static Tokens Take(string path)
    {
        try
        {
            if (Read(path) is Tokens kept)
            {
                return kept;
            }

            Tokens made = new();
            Write(path, made);
            return made;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Tokens();
        }
    }

    // What others may have read, or somebody has changed, is no secret any more.
    private static Tokens? Read(string path)
    {
        if (!File.Exists(path) || (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnersAlone))
        {
            return null;
        }

        return File.ReadAllLines(path) is [string steer, string watch] && steer != watch && IsToken(steer) && IsToken(watch)
            ? new Tokens(steer, watch)
            : null;
    }

    private static bool IsToken(string text) => Base64Url.IsValid(text, out int bytes) && bytes == Tokens.Bytes;

    private static void Write(string path, Tokens tokens)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersAlone;
        }

        using StreamWriter file = new(path, options);
        file.WriteLine(tokens.Steer);
        file.WriteLine(tokens.Watch);
    }
}
