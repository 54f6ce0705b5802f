using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;
using Microsoft.Win32.SafeHandles;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>
/// A store that is a folder, on a disk or on a share that many machines see. A trial is <c>trials/00/000123.json</c>, the second attempt at
/// its first run <c>claims/00/000123.0.2</c>, what that came to <c>outcomes/00/000123.0.json</c>, and the world that it left
/// <c>worlds/00/000123.0.eco</c>; the folder between is the trial's number in thousands, so that none has more than some thousand files.
/// </summary>
/// <remarks>
/// Each file gets its name when it is whole, and but for worlds never from another, nor is it removed. Names can be computed, so that
/// folders are never listed, and no file is locked or written by two: neither works well on shares.
/// </remarks>
public sealed class FolderStore : IRunStore
{
    private const int TrialsInFolder = 1000;
    private const FileShare ShareWithAll = FileShare.ReadWrite | FileShare.Delete;

    private readonly string folder;
    private readonly TimeSpan lease;
    private readonly FolderClock clock;

    private FolderStore(string folder, TimeSpan lease)
    {
        this.folder = folder;
        this.lease = lease;
        clock = new FolderClock(folder);
    }

    /// <summary>
    /// How long a claim stands without being renewed, unless a store was opened with another lease: longer than shares take to show
    /// everybody a file's new time, which is a minute with NFS.
    /// </summary>
    public static TimeSpan UsualLease { get; } = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public string Place => folder;

    /// <summary>Opens the store in a folder, or begins one there.</summary>
    /// <param name="path">The folder; it is made if it is not there.</param>
    /// <param name="lease">
    /// How long a claim stands without being renewed, the same for all who open it; null for <see cref="UsualLease"/>.
    /// </param>
    /// <exception cref="UserException">Nothing can be written there, or not so that of several writers one succeeds.</exception>
    public static FolderStore Open(string path, TimeSpan? lease = null)
    {
        string folder = Path.GetFullPath(path);
        return Explained(folder, () =>
        {
            Directory.CreateDirectory(folder);

            // One that was killed here may have left its own.
            string probe = Path.Combine(folder, ".probe");
            File.Delete(probe);
            AtomicFile.WriteNew(probe, _ => { });
            File.Delete(probe);
            return new FolderStore(folder, lease ?? UsualLease);
        });
    }

    /// <inheritdoc/>
    public string SettleExperiment(string json) => Explained(folder, () =>
        WriteNew(ExperimentFile, Encoding.UTF8.GetBytes(json)) ? json : InputFile.ReadText(ExperimentFile));

    /// <inheritdoc/>
    public string? FindExperiment() => Explained(folder, () => File.Exists(ExperimentFile) ? InputFile.ReadText(ExperimentFile) : null);

    /// <inheritdoc/>
    public Outcome? Find(RunKey run) => Explained(folder, () =>
    {
        string path = OutcomeFile(run);
        if (!File.Exists(path))
        {
            return null;
        }

        Outcome outcome = OutcomeJson.Read(Read(path), path);
        return outcome.Run == run ? outcome : throw new UserException($"{path}: it should hold run {run}, but holds {outcome.Run}");
    });

    /// <inheritdoc/>
    public Proposal Settle(int trial, Proposal proposal) => Explained(folder, () =>
    {
        string path = TrialFile(trial);
        return WriteNew(path, ProposalJson.Write(proposal)) ? proposal : ProposalJson.Read(Read(path), path);
    });

    /// <inheritdoc/>
    public Claim? TryClaim(RunKey run, string worker) => Explained(folder, () =>
    {
        if (File.Exists(OutcomeFile(run)))
        {
            return null;
        }

        int attempt = 1;
        int lost = 0;
        bool isFree = true;
        for (; File.Exists(ClaimFile(run, attempt)); attempt++)
        {
            DateTime touched = LastTouch(ClaimFile(run, attempt));
            bool wasReleased = touched == DateTime.UnixEpoch;
            lost += wasReleased ? 0 : 1;
            isFree = wasReleased || clock.Now - touched > lease;
        }

        Claim claim = new(run, attempt, $"{Guid.NewGuid():N}", lost);
        return isFree && TryWrite(ClaimFile(run, attempt), claim, worker) ? claim : null;
    });

    /// <inheritdoc/>
    public bool Renew(Claim claim) => Explained(folder, () =>
    {
        string path = ClaimFile(claim.Run, claim.Attempt);
        if (!File.Exists(path) || File.Exists(ClaimFile(claim.Run, claim.Attempt + 1)) || LastTouch(path) == DateTime.UnixEpoch)
        {
            return false;
        }

        // Its first letter is written again, which the server puts its own time on; a time that is set would be this machine's.
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, ShareWithAll, bufferSize: 0);
        file.WriteByte((byte)'{');
        return true;
    });

    /// <inheritdoc/>
    public void Release(Claim claim) => Explained(folder, () =>
    {
        string path = ClaimFile(claim.Run, claim.Attempt);
        if (File.Exists(path))
        {
            File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        }

        return true;
    });

    /// <inheritdoc/>
    public bool Complete(Outcome outcome)
    {
        byte[] json = OutcomeJson.Write(outcome);
        if (Explained(folder, () => WriteNew(OutcomeFile(outcome.Run), json)))
        {
            return true;
        }

        Outcome kept = Find(outcome.Run)!;
        return kept.AgreesWith(outcome) ? false : throw new ConflictException(kept, outcome);
    }

    /// <inheritdoc/>
    public void KeepWorld(RunKey run, WorldStage stage, Action<string> write) => Explained(folder, () =>
    {
        string path = WorldFile(run, stage);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        write(path);
        return true;
    });

    /// <inheritdoc/>
    public bool ReadWorld(RunKey run, WorldStage stage, Action<string> read) => Explained(folder, () =>
    {
        string path = WorldFile(run, stage);
        bool exists = File.Exists(path);
        if (exists)
        {
            read(path);
        }

        return exists;
    });

    /// <inheritdoc/>
    public void DropWorld(RunKey run, WorldStage stage) => Explained(folder, () =>
    {
        // A folder that is not there is no world either, but would be an error.
        string path = WorldFile(run, stage);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return true;
    });

    /// <summary>Does nothing: what is kept needs nobody to hold it open.</summary>
    public void Dispose()
    {
    }

    /// <summary>Writes a claim, unless somebody was quicker.</summary>
    /// <returns>Whether it stands.</returns>
    internal static bool TryWrite(string path, Claim claim, string worker)
    {
        JsonObject owner = new()
        {
            ["worker"] = worker,
            ["host"] = Environment.MachineName,
            ["pid"] = Environment.ProcessId,
            ["token"] = claim.Token,
        };

        // A share that loses its server's answer asks again, and is told that the name is taken: by this very claim.
        return WriteNew(path, Encoding.UTF8.GetBytes(owner.ToJsonString() + "\n"))
            || Encoding.UTF8.GetString(Read(path)).Contains(claim.Token, StringComparison.Ordinal);
    }

    private static T Explained<T>(string folder, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"cannot use the folder '{folder}': {exception.Message}", exception);
        }
    }

    private static bool WriteNew(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return AtomicFile.WriteNew(path, stream => stream.Write(content));
    }

    private static byte[] Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, ShareWithAll, bufferSize: 0);
        byte[] content = new byte[file.Length];
        file.ReadExactly(content);
        return content;
    }

    // A share asks its server for the times of what is opened; those of a mere name it may remember from before.
    private static DateTime LastTouch(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, share: ShareWithAll);
        return File.GetLastWriteTimeUtc(file);
    }

    private string ExperimentFile => Path.Combine(folder, "experiment.json");

    private string TrialFile(int trial) => PathOf("trials", trial, ".json");

    private string OutcomeFile(RunKey run) => PathOf("outcomes", run.Trial, FormattableString.Invariant($".{run.Repeat}.json"));

    private string ClaimFile(RunKey run, int attempt) =>
        PathOf("claims", run.Trial, FormattableString.Invariant($".{run.Repeat}.{attempt}"));

    private string WorldFile(RunKey run, WorldStage stage) => PathOf(
        "worlds", run.Trial, FormattableString.Invariant($".{run.Repeat}{(stage == WorldStage.Ended ? "" : ".underway")}.eco"));

    private string PathOf(string kind, int trial, string rest) => Path.Combine(
        folder,
        kind,
        (trial / TrialsInFolder).ToString("D2", CultureInfo.InvariantCulture),
        trial.ToString("D6", CultureInfo.InvariantCulture) + rest);
}
