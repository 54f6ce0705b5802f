using GpuEcosystem.Engine;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>Where an experiment's stores are: one for what it is about, and one for each search that it is compared with.</summary>
/// <param name="Folder">The experiment's folder.</param>
/// <param name="Lease">How long a run stays somebody's who does not say that they still work on it.</param>
public sealed record StorePlace(string Folder, TimeSpan Lease)
{
    /// <summary>Opens the store of what the experiment is about.</summary>
    /// <exception cref="UserException">It cannot be.</exception>
    public IRunStore Open() => FolderStore.Open(Folder, Lease);

    /// <summary>Opens the store of what an experiment is about that was begun.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public IRunStore OpenExisting() => Directory.Exists(Folder) ? Open() : throw new UserException($"there is no experiment '{Folder}'");

    /// <summary>Opens the store of a search that it is compared with.</summary>
    /// <exception cref="UserException">It cannot be.</exception>
    public IRunStore OpenBeside(string name) => FolderStore.Open(Path.Combine(Folder, "beside", name), Lease);
}
