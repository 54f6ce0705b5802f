namespace GpuEcosystem.Engine.Storage;

/// <summary>
/// A file that appears whole or not at all: it is written under another name in the same folder and takes its own
/// name, replacing an older file, only when <see cref="Commit"/> says that it is complete.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string path;
    private readonly string target;
    private readonly string temporary;
    private readonly FileStream stream;
    private bool committed;

    /// <summary>Begins the file; <see cref="UserException"/> where it cannot be written.</summary>
    public AtomicFile(string path)
    {
        this.path = path;
        target = ResolveTarget(path);
        temporary = Path.Combine(
            Path.GetDirectoryName(target)!,
            $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot write '{path}': no file can be created in its folder", exception);
        }
    }

    /// <summary>Where the content goes.</summary>
    public Stream Stream => stream;

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using var file = new AtomicFile(path);
        try
        {
            write(file.Stream);
        }
        catch (IOException exception)
        {
            throw file.Failure(exception);
        }

        file.Commit();
    }

    /// <summary>Throws a <see cref="UserException"/> where the file could not be written; leaves nothing behind.</summary>
    public static void CheckWritable(string path)
    {
        using var probe = new AtomicFile(path);
    }

    /// <summary>Gives the complete file its name.</summary>
    public void Commit()
    {
        try
        {
            stream.Flush(flushToDisk: true);
            stream.Dispose();
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(exception);
        }

        committed = true;
    }

    /// <summary>Removes what was written, unless it was committed.</summary>
    public void Dispose()
    {
        if (committed)
        {
            return;
        }

        try
        {
            stream.Dispose();
        }
        catch (IOException)
        {
            // Closing writes what is still buffered, which fails again on a full disk. Nobody wants that content.
        }

        File.Delete(temporary);
    }

    private static string ResolveTarget(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new UserException("a file name is needed, not an empty text");
        }

        if (Directory.Exists(path))
        {
            throw new UserException($"cannot write '{path}': it is a folder, a file is needed");
        }

        var target = Path.GetFullPath(path);
        try
        {
            // Replacing a link would cut it from the file that it stands for.
            var entry = new FileInfo(target);
            if (entry.LinkTarget is not null)
            {
                target = entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            }
        }
        catch (IOException exception)
        {
            throw new UserException($"cannot write '{path}': the link there leads nowhere", exception);
        }

        var folder = Path.GetDirectoryName(target);
        if (!Directory.Exists(folder))
        {
            throw new UserException($"cannot write '{path}': the folder '{folder}' does not exist");
        }

        // Renaming over a device would replace the device itself.
        if (target.StartsWith("/dev/", StringComparison.Ordinal))
        {
            throw new UserException($"cannot write '{path}': it is a device, a file is needed");
        }

        if (File.Exists(target) && File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
        {
            throw new UserException($"cannot write '{path}': the file there is read-only");
        }

        return target;
    }

    private UserException Failure(Exception exception) =>
        new($"cannot write '{path}': {exception.Message.Replace(temporary, path, StringComparison.Ordinal)}", exception);
}
