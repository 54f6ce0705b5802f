using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>
/// Where workers that know nothing of each other meet: what is to be done, who does it, and what came of it. Whatever is there is there
/// whole, for good, and the same for all. Several threads may use one store.
/// </summary>
/// <remarks>All methods throw a <see cref="Engine.UserException"/> where the store cannot be reached or holds what it should not.</remarks>
public interface IRunStore : IDisposable
{
    /// <summary>Where it is, in words that hold no password.</summary>
    string Place { get; }

    /// <summary>Settles what the experiment is: as said, unless somebody has settled it before.</summary>
    /// <returns>What counts.</returns>
    string SettleExperiment(string json);

    /// <summary>What was settled of the experiment; null where nothing was.</summary>
    string? FindExperiment();

    /// <summary>A run's outcome; null as long as there is none.</summary>
    Outcome? Find(RunKey run);

    /// <summary>Settles what a trial tries: as proposed, unless somebody has settled it before.</summary>
    /// <returns>What counts.</returns>
    Proposal Settle(int trial, Proposal proposal);

    /// <summary>Takes on a run, unless it is done, or in somebody's hands whose lease has not run out.</summary>
    /// <returns>The claim; null where there is none to have.</returns>
    Claim? TryClaim(RunKey run, string worker);

    /// <summary>Says that a claim's owner still works on it.</summary>
    /// <returns>Whether the claim still stands: somebody else may have taken the run over.</returns>
    bool Renew(Claim claim);

    /// <summary>Gives a run back, so that others may take it on at once.</summary>
    void Release(Claim claim);

    /// <summary>Keeps an outcome.</summary>
    /// <returns>Whether it is the first; otherwise the one that is kept stays, with which it agrees.</returns>
    /// <exception cref="ConflictException">It does not agree with the one that is kept.</exception>
    /// <exception cref="ArgumentException">No outcome can be like that: a number in it is not finite, for example.</exception>
    bool Complete(Outcome outcome);

    /// <summary>Keeps a world of a run, in place of the one that was kept of it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stage">Which of its worlds.</param>
    /// <param name="write">Writes the world file that it is told of.</param>
    void KeepWorld(RunKey run, WorldStage stage, Action<string> write);

    /// <summary>Shows a world of a run to whoever reads it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="stage">Which of its worlds.</param>
    /// <param name="read">Reads the world file that it is told of, which may be gone afterwards.</param>
    /// <returns>Whether there is one; if not, nobody is told.</returns>
    bool ReadWorld(RunKey run, WorldStage stage, Action<string> read);

    /// <summary>Removes a world of a run, if there is one: nobody will ask for it again.</summary>
    void DropWorld(RunKey run, WorldStage stage);
}
