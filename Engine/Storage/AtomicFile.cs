using System.IO.Hashing;
using System.Text;

namespace GpuEcosystem.Engine.Storage;

/// <summary>
/// A file that appears whole or not at all: it is written under another name in the same folder and takes its own
/// name only when it is complete: replacing an older file, whose permissions stay, by <see cref="Commit"/>, or never one by
/// <see cref="WriteNew"/>.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    // So that the temporary name, of up to three bytes a letter, is no longer than the 255 bytes that file systems allow.
    private const int LettersOfName = 64;

    private readonly string path;
    private readonly string target;
    private readonly string temporary;
    private FileStream stream;
    private bool committed;

    /// <summary>Begins the file.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="takesOver">
    /// Whether the other name is always the same, so that what a killed run left there is taken over; no two runs may then write the file.
    /// </param>
    /// <exception cref="UserException">It cannot be written.</exception>
    public AtomicFile(string path, bool takesOver = false)
    {
        this.path = path;
        target = ResolveTarget(path);
        string name = Path.GetFileName(target);
        Guid mark = takesOver ? new Guid(XxHash128.Hash(Encoding.UTF8.GetBytes(name))) : Guid.NewGuid();
        temporary = Path.Combine(
            Path.GetDirectoryName(target)!,
            $".{name[..Math.Min(name.Length, LettersOfName)]}.{mark:N}.tmp");
        try
        {
            FileStreamOptions options = new() { Mode = takesOver ? FileMode.Create : FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                // What nobody else may read should not be readable while it is written either.
                options.UnixCreateMode = File.GetUnixFileMode(target);
            }

            stream = new FileStream(temporary, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot write '{path}': no file can be created in its folder", exception);
        }
    }

    /// <summary>Writes a whole file.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using AtomicFile file = new(path);
        file.Try(() => write(file.stream));
        file.Commit();
    }

    /// <summary>
    /// Writes a whole file unless there is one of that name; of several threads, programs or machines that do so at once, one succeeds.
    /// </summary>
    /// <param name="path">Its name.</param>
    /// <param name="write">Writes the content.</param>
    /// <returns>Whether it was written; false where the name is taken, and what is there stays.</returns>
    /// <exception cref="UserException">It cannot be written, or the disk or share has no hard links.</exception>
    /// <remarks>A share that loses the reply may say that the name is taken by the very file that was written.</remarks>
    public static bool WriteNew(string path, Action<Stream> write)
    {
        // Whoever comes late need not write anything, and may not even be allowed to.
        if (File.Exists(path))
        {
            return false;
        }

        using AtomicFile file = new(path);
        file.Try(() => write(file.stream));
        return file.TryCommitNew();
    }

    /// <summary>Throws a <see cref="UserException"/> where the file could not be written; leaves nothing behind.</summary>
    public static void CheckWritable(string path)
    {
        using AtomicFile probe = new(path);
    }

    /// <summary>Adds a text, as UTF-8, to what is written.</summary>
    public void Append(string text) => Append(target => target.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Adds to what is written, or goes back and corrects it; <see cref="UserException"/> where that fails.</summary>
    public void Append(Action<Stream> write) => Try(() => write(stream));

    /// <summary>Lets another program write the content, into a file of the name that is returned, until
    /// <see cref="Commit"/>.</summary>
    public string HandOver()
    {
        stream.Dispose();
        return temporary;
    }

    /// <summary>Gives the complete file its name.</summary>
    public void Commit()
    {
        Try(() =>
        {
            if (!stream.CanWrite)
            {
                stream = new FileStream(temporary, FileMode.Open, FileAccess.Write);
            }

            stream.Flush(flushToDisk: true);
            stream.Dispose();
            if (!OperatingSystem.IsWindows() && File.Exists(target))
            {
                // A new file has no permissions that the user's mask forbids.
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            File.Move(temporary, target, overwrite: true);
        });
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

    /// <summary>The file that a name stands for; links are followed.</summary>
    internal static string ResolveTarget(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new UserException("a file name is needed, not an empty text");
        }

        if (Directory.Exists(path))
        {
            throw new UserException($"cannot write '{path}': it is a folder, a file is needed");
        }

        string target = Path.GetFullPath(path);

        // Renaming over a device would replace the device itself, or the file that stands behind standard output.
        if (target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/proc/", StringComparison.Ordinal))
        {
            throw new UserException($"cannot write '{path}': it is a device, a file is needed");
        }

        try
        {
            // Replacing a link would cut it from the file that it stands for.
            FileInfo entry = new(target);
            if (entry.LinkTarget is not null)
            {
                target = entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            }
        }
        catch (IOException exception)
        {
            throw new UserException($"cannot write '{path}': the link there leads nowhere", exception);
        }

        string? folder = Path.GetDirectoryName(target);
        if (!Directory.Exists(folder))
        {
            throw new UserException($"cannot write '{path}': the folder '{folder}' does not exist");
        }

        try
        {
            if (File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
            {
                throw new UserException($"cannot write '{path}': the file there is read-only");
            }
        }
        catch (PathTooLongException exception)
        {
            throw new UserException($"cannot write '{path}': its name is too long", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is no file yet, or creating one says why it cannot be.
        }

        return target;
    }

    // Moving without overwriting would look whether the name is free and then rename, with time for others in between.
    private bool TryCommitNew()
    {
        bool isNew = false;
        Try(() =>
        {
            stream.Flush(flushToDisk: true);
            stream.Dispose();
            isNew = HardLink.TryCreate(temporary, target);
        });
        return isNew;
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A full disk, a folder that went away. The temporary name would tell nobody anything.
            string reason = exception.Message.Replace(temporary, target, StringComparison.Ordinal);
            throw new UserException($"cannot write '{path}': {reason}", exception);
        }
    }
}
