using System.Collections.Immutable;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>What a .petri file holds: a run of the browser platform, or a world of this program in its form.</summary>
/// <param name="Run">Which run it is, and how it began.</param>
/// <param name="Events">What happened in it, in order.</param>
/// <param name="Checkpoints">Worlds as they stood at some steps, in order.</param>
/// <param name="Timeseries">What was observed; null where the file says nothing.</param>
public sealed record PetriFile(
    PetriRun Run, ImmutableArray<PetriEvent> Events, ImmutableArray<PetriCheckpoint> Checkpoints, PetriTimeseries? Timeseries)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="UserException">It is not such a file, or something in it is wrong, which the message names.</exception>
    public static PetriFile Load(string path) => InputFile.Read(path, file => file.CanSeek
        ? Read(file, path)
        : throw new UserException($"cannot read '{path}': it is a device, a file is needed"));

    /// <summary>Reads a file from a stream that can seek.</summary>
    /// <param name="stream">The file, from its start.</param>
    /// <param name="source">What errors call it.</param>
    /// <exception cref="UserException">It is not such a file, or something in it is wrong, which the message names.</exception>
    public static PetriFile Read(Stream stream, string source) => PlainLine.Guard(source, () => PetriReader.Read(stream));

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="UserException">It cannot be written.</exception>
    public void Save(string path) => AtomicFile.Write(path, Write);

    /// <summary>Writes the file's bytes.</summary>
    public void Write(Stream stream) => PetriWriter.Write(this, stream);

    /// <summary>The checkpoint of an id or a step, or the last one.</summary>
    /// <param name="choice">Its id, or its step as a number; null for the last.</param>
    /// <exception cref="UserException">There is none.</exception>
    public PetriCheckpoint Find(string? choice = null)
    {
        if (Checkpoints.IsEmpty)
        {
            throw new UserException("the run has no checkpoint, so there is no world in it");
        }

        return choice is null
            ? Checkpoints[^1]
            : Checkpoints.LastOrDefault(checkpoint => checkpoint.Id == choice)
                ?? Checkpoints.LastOrDefault(checkpoint => checkpoint.Step.ToString(System.Globalization.CultureInfo.InvariantCulture) == choice)
                ?? throw new UserException(
                    $"there is no checkpoint '{choice}'; there are steps {string.Join(", ", Checkpoints.Select(checkpoint => checkpoint.Step))}");
    }
}
