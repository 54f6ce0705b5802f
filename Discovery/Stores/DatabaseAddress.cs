using System.Globalization;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using Npgsql;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>Which experiment in which database, as <c>postgres://user@host:port/database?experiment=NAME</c> says it.</summary>
internal sealed class DatabaseAddress
{
    private const string Experiment = "experiment";
    private const string SslMode = "sslmode";
    private const int UsualPort = 5432;

    // For all stores of a process together: lanes ask one after another, and a server has connections for about a hundred.
    private const int MostConnections = 4;

    // For a server that has gone without a word, or writes a large world.
    private const int SecondsForAnswer = 60;

    private static readonly string[] schemes = ["postgres://", "postgresql://"];
    private static readonly string[] names = [Experiment, SslMode];
    private static readonly string[] sslModes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

    private readonly Uri server;
    private readonly string? user;
    private readonly string? password;
    private readonly string database;
    private readonly string? experiment;
    private readonly string? sslMode;

    private DatabaseAddress(Uri server, string? user, string? password, string database, string? experiment, string? sslMode)
    {
        this.server = server;
        this.user = user;
        this.password = password;
        this.database = database;
        this.experiment = experiment;
        this.sslMode = sslMode;
    }

    /// <summary>Whether somebody gave a password with it.</summary>
    public bool HasPassword => password is not null;

    /// <summary>The experiment's name.</summary>
    /// <exception cref="UserException">It is not said.</exception>
    public string Key => experiment ?? throw new UserException($"say which experiment of the database: {this}?{Experiment}=NAME");

    /// <summary>What Npgsql calls it, password included.</summary>
    public string ConnectionString
    {
        get
        {
            NpgsqlConnectionStringBuilder builder = new()
            {
                Host = server.DnsSafeHost,
                Port = Port,
                Username = user,
                Password = password,
                Database = database,
                ApplicationName = "gpueco",
                MaxPoolSize = MostConnections,
                CommandTimeout = SecondsForAnswer,
            };
            if (sslMode is not null)
            {
                builder.SslMode = Enum.Parse<SslMode>(sslMode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
            }

            return builder.ConnectionString;
        }
    }

    private int Port => server.Port < 0 ? UsualPort : server.Port;

    /// <summary>Whether a text is meant as such an address.</summary>
    public static bool IsMeant(string text) => schemes.Any(scheme => text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads an address.</summary>
    /// <param name="text">The address.</param>
    /// <param name="source">What holds it, for errors: none of them repeats it, since there may be a password in it.</param>
    /// <exception cref="UserException">It is none.</exception>
    public static DatabaseAddress Parse(string text, string source)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0 || uri.AbsolutePath.Trim('/').Length == 0 || uri.Fragment.Length > 0)
        {
            throw new UserException(
                $"{source} must be postgres://USER@HOST:PORT/DATABASE?{Experiment}=NAME, with %40 for an @, %2F for a / and %23 for a # in a name or password");
        }

        Dictionary<string, string> said = [];
        foreach (string part in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2);
            if (!names.Contains(pair[0]) || pair.Length < 2 || pair[1].Length == 0)
            {
                throw new UserException($"{source} may say {string.Join("=…, ", names)}=…; '{pair[0]}' is none of them{NearestName.Question(pair[0], names)}");
            }

            said[pair[0]] = Uri.UnescapeDataString(pair[1]);
        }

        string? sslMode = said.GetValueOrDefault(SslMode);
        if (sslMode is not null && !sslModes.Contains(sslMode))
        {
            throw new UserException($"{source}: {SslMode} must be one of {string.Join(", ", sslModes)}; '{sslMode}' is not");
        }

        // With a / are the names of searches that lie beside.
        string? experiment = said.GetValueOrDefault(Experiment);
        if (experiment?.Contains('/', StringComparison.Ordinal) == true)
        {
            throw new UserException($"{source}: an experiment's name has no /; '{experiment}' has");
        }

        string[] owner = uri.UserInfo.Split(':', 2);
        return new DatabaseAddress(
            uri,
            owner[0].Length > 0 ? Uri.UnescapeDataString(owner[0]) : null,
            owner.Length > 1 ? Uri.UnescapeDataString(owner[1]) : null,
            Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')),
            experiment,
            sslMode);
    }

    /// <summary>The same, of a search that lies beside the experiment.</summary>
    public DatabaseAddress Beside(string name) => new(server, user, password, database, $"{Key}/{name}", sslMode);

    /// <summary>The same, with the password of another address if that is the same user's of the same server.</summary>
    public DatabaseAddress WithPasswordOf(DatabaseAddress other) =>
        password is null && (user, server.Host, Port) == (other.user, other.server.Host, other.Port)
            ? new(server, user, other.password, database, experiment, sslMode)
            : this;

    /// <summary>It, without the password.</summary>
    public override string ToString()
    {
        string owner = user is null ? "" : $"{Uri.EscapeDataString(user)}@";
        string port = server.Port < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{server.Port}");
        string[] said =
        [
            .. experiment is null ? (string[])[] : [$"{Experiment}={Uri.EscapeDataString(experiment).Replace("%2F", "/", StringComparison.Ordinal)}"],
            .. sslMode is null ? (string[])[] : [$"{SslMode}={sslMode}"],
        ];
        string query = said.Length == 0 ? "" : $"?{string.Join('&', said)}";
        return $"postgres://{owner}{server.Host}{port}/{Uri.EscapeDataString(database)}{query}";
    }
}
