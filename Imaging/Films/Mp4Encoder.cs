using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Imaging.Films;

/// <summary>The program ffmpeg at work: frames go in, and the fragments of an MP4 film come out.</summary>
internal sealed class Mp4Encoder : IDisposable
{
    private const int BoxHeaderSize = 8;

    // What ffmpeg ends with after it has said what went wrong.
    private const string NoReason = "Conversion failed!";

    private readonly string path;
    private readonly Process process;
    private readonly Task reading;
    private string lastLine = "";

    /// <summary>Starts it.</summary>
    /// <param name="program">The program's file.</param>
    /// <param name="path">The film, for messages.</param>
    /// <param name="arguments">What it is to do.</param>
    /// <param name="take">Takes a fragment, with all that stands before it, on another thread.</param>
    /// <exception cref="UserException">It cannot be started.</exception>
    public Mp4Encoder(string program, string path, IEnumerable<string> arguments, Action<ReadOnlySpan<byte>> take)
    {
        this.path = path;
        ProcessStartInfo start = new(program, ["-hide_banner", "-nostdin", "-loglevel", "error", "-y", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            process = InterruptShield.Start(start);
        }
        catch (Win32Exception exception)
        {
            throw new UserException($"cannot write '{path}': '{program}' cannot be started: {exception.Message}", exception);
        }

        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
        reading = Task.Factory.StartNew(() => Read(take), TaskCreationOptions.LongRunning);
    }

    /// <summary>Hands in a frame.</summary>
    /// <exception cref="UserException">It has gone away, or its fragments could not be taken.</exception>
    public void Add(ReadOnlySpan<uint> pixels)
    {
        try
        {
            process.StandardInput.BaseStream.Write(MemoryMarshal.AsBytes(pixels));
        }
        catch (IOException)
        {
            throw Failure();
        }
    }

    /// <summary>Waits until all that was handed in has come out.</summary>
    /// <exception cref="UserException">It has gone away, or its fragments could not be taken.</exception>
    public void Complete()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            throw Failure();
        }

        process.WaitForExit();
        Task.WaitAny(reading);
        if (process.ExitCode != 0 || reading.IsFaulted)
        {
            throw Failure();
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.WaitForExit();
        Task.WaitAny(reading);
        process.Dispose();
    }

    // Closes what it reads when it cannot go on, so that the program does not wait for it.
    private void Read(Action<ReadOnlySpan<byte>> take)
    {
        using Stream film = process.StandardOutput.BaseStream;
        using MemoryStream fragment = new();
        while (ReadBox(film) is byte[] box)
        {
            fragment.Write(box);
            if (box.AsSpan(sizeof(uint)).StartsWith("mdat"u8))
            {
                take(fragment.GetBuffer().AsSpan(0, (int)fragment.Length));
                fragment.SetLength(0);
            }
        }
    }

    // Null where none follows that is whole.
    private static byte[]? ReadBox(Stream film)
    {
        byte[] header = new byte[BoxHeaderSize];
        if (film.ReadAtLeast(header, BoxHeaderSize, throwOnEndOfStream: false) < BoxHeaderSize)
        {
            return null;
        }

        byte[] box = new byte[BinaryPrimitives.ReadUInt32BigEndian(header)];
        header.CopyTo(box, 0);
        Span<byte> content = box.AsSpan(BoxHeaderSize);
        return film.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == content.Length ? box : null;
    }

    private void Note(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line) && line.Trim() != NoReason)
        {
            lastLine = line.Trim();
        }
    }

    private UserException Failure()
    {
        process.WaitForExit();
        Task.WaitAny(reading);
        if (reading.Exception?.InnerException is UserException notTaken)
        {
            return notTaken;
        }

        string reason = lastLine.Length > 0
            ? lastLine
            : string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {process.ExitCode}");
        return new UserException($"cannot write '{path}': ffmpeg: {reason}");
    }
}
