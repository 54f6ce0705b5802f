namespace GpuEcosystem.Engine.Storage;

/// <summary>Files that a user names; one line says why one cannot be read.</summary>
public static class InputFile
{
    /// <summary>The longest text that anybody could have meant.</summary>
    internal const int MostBytes = 64 << 20;

    /// <summary>The whole text. Nothing beyond <see cref="MostBytes"/> is read, whatever the file says of its length.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UserException">There is no such file, or it cannot be read or is too long.</exception>
    public static string ReadText(string path) => Read(path, file => ReadText(file, $"'{path}'"));

    /// <summary>The whole text of what may have no end, no more than <see cref="MostBytes"/>.</summary>
    /// <param name="stream">UTF-8, or what a byte order mark says.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="UserException">It is too long.</exception>
    public static string ReadText(Stream stream, string name)
    {
        using MemoryStream start = new();
        byte[] part = new byte[1 << 16];
        while (stream.Read(part) is > 0 and int count)
        {
            start.Write(part, 0, count);
            if (start.Length > MostBytes)
            {
                throw new UserException($"{name} is longer than {MostBytes >> 20} MiB, which no such file is");
            }
        }

        start.Position = 0;
        using StreamReader reader = new(start);
        return reader.ReadToEnd();
    }

    /// <summary>What somebody reads from a file. It may be replaced or deleted meanwhile; what was opened stays.</summary>
    /// <exception cref="UserException">It is none, or cannot be read.</exception>
    internal static T Read<T>(string path, Func<FileStream, T> read)
    {
        if (Directory.Exists(path))
        {
            throw new UserException($"cannot read '{path}': it is a folder, a file is needed");
        }

        if (!File.Exists(path))
        {
            throw new UserException($"there is no file '{path}'");
        }

        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return read(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot read '{path}': {exception.Message}", exception);
        }
    }
}
