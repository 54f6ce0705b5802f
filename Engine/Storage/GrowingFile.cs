using System.Diagnostics;

namespace GpuEcosystem.Engine.Storage;

/// <summary>
/// A file that is worth reading while it grows, as a table or a film is: it has its name from its first content on, in place of an
/// older file, whose permissions stay, and whatever happens to the program it holds all but the last second.
/// </summary>
public sealed class GrowingFile : IDisposable
{
    private const int MostPending = 4 << 20;

    private static readonly TimeSpan flushInterval = TimeSpan.FromSeconds(1);

    private readonly string path;
    private readonly string target;
    private readonly Action<Stream, long>? complete;
    private readonly bool goesOn;
    private readonly MemoryStream pending = new();
    private FileStream? stream;
    private long length;
    private long lastFlush;

    /// <summary>Makes sure that the file can be written, and leaves an older one as it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="complete">
    /// Makes of what is there a whole file, given the length of the content, behind which the stream stands; what it writes there is
    /// written over later. Nothing is needed if null.
    /// </param>
    /// <param name="keeps">Bytes of an older file that stay, so that it goes on; null for a new one.</param>
    /// <exception cref="UserException">It cannot be written.</exception>
    public GrowingFile(string path, Action<Stream, long>? complete = null, long? keeps = null)
    {
        AtomicFile.CheckWritable(path);
        this.path = path;
        this.complete = complete;
        target = AtomicFile.ResolveTarget(path);
        goesOn = keeps is not null;
        length = keeps ?? 0;
    }

    /// <summary>
    /// Adds a piece that readers can make sense of, such as a line. It goes into the file at once, or, of pieces that come within a
    /// second, with those after it.
    /// </summary>
    /// <exception cref="UserException">It cannot be written; the file holds what it held.</exception>
    public void Append(ReadOnlySpan<byte> piece)
    {
        pending.Write(piece);
        if (stream is null || pending.Length > MostPending || Stopwatch.GetElapsedTime(lastFlush) >= flushInterval)
        {
            Flush();
        }
    }

    /// <summary>Puts all that was added into the file.</summary>
    /// <exception cref="UserException">It cannot be written; the file holds what it held.</exception>
    public void Flush() => Try(() =>
    {
        // Pieces go out in one go each time, so that nobody finds half a line.
        stream ??= Open();
        stream.Position = length;
        pending.WriteTo(stream);
        Complete(length + pending.Length);
        pending.SetLength(0);
        lastFlush = Stopwatch.GetTimestamp();
    });

    /// <summary>Completes the file, on the disk too.</summary>
    /// <exception cref="UserException">It cannot be written; the file holds what it held.</exception>
    public void Commit()
    {
        Flush();
        Try(() => stream!.Flush(flushToDisk: true));
    }

    /// <summary>Closes the file, which keeps what was added.</summary>
    public void Dispose()
    {
        if (stream is null)
        {
            return;
        }

        try
        {
            Flush();
        }
        catch (UserException)
        {
            // What could not be written then cannot be written now.
        }

        stream.Dispose();
        stream = null;
    }

    private FileStream Open()
    {
        FileStream opened = new(
            target, goesOn ? FileMode.Open : FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        opened.SetLength(length);
        return opened;
    }

    private void Complete(long content)
    {
        complete?.Invoke(stream!, content);
        length = content;
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TakeBack();
            throw new UserException($"cannot write '{path}': {exception.Message}", exception);
        }
    }

    // What did not fit is cut off, which takes no room.
    private void TakeBack()
    {
        try
        {
            if (stream is not null)
            {
                stream.SetLength(length);
                stream.Position = length;
                Complete(length);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The disk is gone altogether.
        }
    }
}
