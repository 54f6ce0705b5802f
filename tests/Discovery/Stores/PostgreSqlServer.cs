using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Stores;

/// <summary>
/// A PostgreSQL of the tests' own on loopback, begun by the first test that asks for it and ended after the last one. Where none is installed
/// these tests are skipped by name, and fail on the build server.
/// </summary>
public sealed class PostgreSqlServer : IDisposable
{
    /// <summary>The user that has to say this password; "anyone" needs none.</summary>
    public const string Password = "p@ss/word";

    private static readonly string? programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")))
        : null;

    private readonly Lazy<string> folder;
    private readonly int port = FreePort();

    public PostgreSqlServer() => folder = new Lazy<string>(Begin);

    /// <summary>Where an experiment is there.</summary>
    public string PlaceOf(string experiment, string user = "anyone") => string.Create(
        CultureInfo.InvariantCulture, $"postgres://{user}@127.0.0.1:{Port}/postgres?experiment={experiment}");

    /// <summary>The first cell of the first row of an answer.</summary>
    public object? Ask(string sql)
    {
        using NpgsqlConnection connection = new(string.Create(
            CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=anyone;Database=postgres;Pooling=false"));
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        return command.ExecuteScalar();
    }

    /// <summary>Ends it as a power cut does.</summary>
    public void Kill()
    {
        string file = Path.Combine(folder.Value, "data", "postmaster.pid");
        Assert.True(Run("kill", "-9", File.ReadLines(file).First()));

        // In a container there may be nobody who buries it, and to the next server it looks alive.
        File.Delete(file);

        // Those of this process are broken now.
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>Starts it again, as soon as the last of what was killed has noticed.</summary>
    public void Start() => Assert.True(
        SpinWait.SpinUntil(() => TryStart(folder.Value), TimeSpan.FromSeconds(30)), File.ReadAllText(Path.Combine(folder.Value, "log")));

    public void Dispose()
    {
        if (folder.IsValueCreated)
        {
            RunAsServer("pg_ctl", "stop", "-s", "-m", "immediate", "-D", Path.Combine(folder.Value, "data"));
            Directory.Delete(folder.Value, recursive: true);
        }
    }

    private int Port => folder.Value.Length > 0 ? port : 0;

    private string Begin()
    {
        Devices.Require(programs is null ? "there is no PostgreSQL here (Debian's package postgresql)" : null);
        string made = Directory.CreateTempSubdirectory("gpueco-postgresql-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to be root's.
            Assert.True(Run("chown", "postgres", made));
        }

        string data = Path.Combine(made, "data");
        Assert.True(RunAsServer("initdb", "--no-sync", "-D", data, "-U", "anyone", "-A", "trust", "-E", "UTF8", "--locale=C"), "initdb failed");
        File.AppendAllText(Path.Combine(data, "postgresql.conf"), string.Create(
            CultureInfo.InvariantCulture, $"\nlisten_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = ''\nfsync = off\nshared_buffers = 16MB\n"));
        string access = Path.Combine(data, "pg_hba.conf");
        File.WriteAllText(access, $"host all careful 127.0.0.1/32 scram-sha-256\n{File.ReadAllText(access)}");
        Assert.True(TryStart(made), "the server does not start");
        return made;
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool TryStart(string folder) => RunAsServer(
        "pg_ctl", "start", "-w", "-s", "-D", Path.Combine(folder, "data"), "-l", Path.Combine(folder, "log"));

    private static bool RunAsServer(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(programs!, program), .. arguments];
        return Run(Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command);
    }

    // A server that goes on would keep the other end of a pipe.
    private static bool Run(params string[] command)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "cd / && exec \"$@\" >/dev/null 2>&1", "sh", .. command]))!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>The tests that need it.</summary>
[CollectionDefinition(nameof(PostgreSqlServer))]
public sealed class PostgreSqlServerTests : ICollectionFixture<PostgreSqlServer>;
