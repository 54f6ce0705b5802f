using GpuEcosystem.Engine;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>
/// Where an experiment's stores are, in a folder or in a database: one for what it is about, and one for each search that it is compared with.
/// </summary>
public sealed class StorePlace
{
    /// <summary>The environment variable that says where where nobody else does: a folder, or a database's URL, with its password if it has one.</summary>
    public const string Variable = "GPUECO_STORE";

    private readonly DatabaseAddress? database;

    /// <summary>Names a place.</summary>
    /// <param name="name">
    /// A folder, or <c>postgres://user@host:port/database?experiment=NAME</c>. It holds no password: a program's arguments can be seen by all
    /// users of a machine. If <see cref="Variable"/> is about the same user of the same server, its password counts.
    /// </param>
    /// <param name="lease">How long a run stays somebody's who does not say that they still work on it.</param>
    /// <exception cref="UserException">The URL is none, or holds a password.</exception>
    public StorePlace(string name, TimeSpan lease)
        : this(name, "a database's place", lease)
    {
        if (database is { HasPassword: true })
        {
            throw new UserException(
                $"'{database}' was given with a password, which all users of this machine can see; put the whole into {Variable}, or the password into PGPASSWORD or ~/.pgpass");
        }

        if (database is not null && Environment.GetEnvironmentVariable(Variable) is string usual && DatabaseAddress.IsMeant(usual))
        {
            database = database.WithPasswordOf(DatabaseAddress.Parse(usual, Variable));
        }
    }

    private StorePlace(string name, string source, TimeSpan lease)
    {
        database = DatabaseAddress.IsMeant(name) ? DatabaseAddress.Parse(name, source) : null;
        Name = database?.ToString() ?? name;
        Lease = lease;
    }

    /// <summary>The folder, or the database's URL without its password.</summary>
    public string Name { get; }

    /// <summary>The experiment's folder; null where it is in a database.</summary>
    public string? Folder => database is null ? Name : null;

    /// <summary>How long a run stays somebody's who does not say that they still work on it.</summary>
    public TimeSpan Lease { get; }

    /// <summary>The place that <see cref="Variable"/> names; null where it is not set.</summary>
    /// <exception cref="UserException">It names none.</exception>
    public static StorePlace? Usual(TimeSpan lease) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? new StorePlace(name, Variable, lease) : null;

    /// <summary>Opens the store of what the experiment is about.</summary>
    /// <exception cref="UserException">It cannot be.</exception>
    public IRunStore Open() => database is null ? FolderStore.Open(Name, Lease) : PostgreSqlStore.Open(database, Lease);

    /// <summary>Opens the store of what an experiment is about that was begun.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public IRunStore OpenExisting() =>
        database is not null || Directory.Exists(Name) ? Open() : throw new UserException($"there is no experiment '{Name}'");

    /// <summary>Opens the store of a search that it is compared with.</summary>
    /// <exception cref="UserException">It cannot be.</exception>
    public IRunStore OpenBeside(string name) => database is null
        ? FolderStore.Open(Path.Combine(Name, "beside", name), Lease)
        : PostgreSqlStore.Open(database.Beside(name), Lease);
}
