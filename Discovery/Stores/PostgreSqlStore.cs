using System.Data;
using System.Text;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine;
using Npgsql;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>
/// A store in a PostgreSQL database, for machines that share no folder. Each method is one statement or two, which the server carries out
/// whole or not at all; no transaction stays open while a world runs, and times are by the server's clock.
/// </summary>
internal sealed class PostgreSqlStore : IRunStore
{
    /// <summary>The largest world, in bytes. A value of a table has at most a gigabyte, and its row comes with it.</summary>
    internal const long LargestWorld = 1_000_000_000;

    // Whoever catches up on many outcomes asks for one after another; so many come at once then.
    private const int MostAhead = 256;

    private const string This = "experiment = $1 and n = $2 and r = $3";

    private readonly DatabaseAddress address;
    private readonly string connectionString;
    private readonly string experiment;
    private readonly TimeSpan lease;
    private readonly Lock gate = new();
    private Dictionary<RunKey, Outcome> ahead = [];
    private int reach = 1;

    private PostgreSqlStore(DatabaseAddress address, TimeSpan lease)
    {
        this.address = address;
        this.lease = lease;
        connectionString = address.ConnectionString;
        experiment = address.Key;
    }

    /// <inheritdoc/>
    public string Place => address.ToString();

    /// <summary>Opens the store, or begins one.</summary>
    /// <exception cref="UserException">The database cannot be reached, or it cannot hold a store.</exception>
    public static PostgreSqlStore Open(DatabaseAddress address, TimeSpan lease)
    {
        PostgreSqlStore store = new(address, lease);
        store.Connected(connection =>
        {
            DatabaseTables.Prepare(connection);
            return true;
        });
        return store;
    }

    /// <inheritdoc/>
    public string SettleExperiment(string json) =>
        Change("insert into gpueco.experiment values ($1, $2::json) on conflict do nothing", experiment, json) ? json : FindExperiment()!;

    /// <inheritdoc/>
    public string? FindExperiment() => Ask("select said from gpueco.experiment where name = $1", row => row.GetString(0), experiment);

    /// <inheritdoc/>
    public Outcome? Find(RunKey run)
    {
        lock (gate)
        {
            if (!ahead.Remove(run, out Outcome? outcome))
            {
                ahead = ReadFrom(run, reach);
                reach = ahead.Remove(run, out outcome) ? Math.Min(2 * reach, MostAhead) : 1;
            }

            return outcome;
        }
    }

    /// <inheritdoc/>
    public Proposal Settle(int trial, Proposal proposal)
    {
        string json = Encoding.UTF8.GetString(ProposalJson.Write(proposal));
        if (Change("insert into gpueco.trial values ($1, $2, $3::json) on conflict do nothing", experiment, trial, json))
        {
            return proposal;
        }

        string kept = Ask("select proposal from gpueco.trial where experiment = $1 and n = $2", row => row.GetString(0), experiment, trial)!;
        return ProposalJson.Read(Encoding.UTF8.GetBytes(kept), $"{Place}, trial {trial}");
    }

    /// <inheritdoc/>
    /// <remarks>A claim that was given back ran out before all time, which tells it from those whose owner vanished.</remarks>
    public Claim? TryClaim(RunKey run, string worker)
    {
        string token = $"{Guid.NewGuid():N}";
        return Ask(
            """
            insert into gpueco.run values ($1, $2, $3, 1, 0, $4, $5, clock_timestamp() + $6)
            on conflict (experiment, n, r) do update set
                attempt = run.attempt + 1, lost = run.lost + (run.until > '-infinity')::integer,
                token = excluded.token, worker = excluded.worker, until = excluded.until
            where run.outcome is null and run.until < clock_timestamp()
            returning attempt, lost
            """,
            row => new Claim(run, row.GetInt32(0), token, row.GetInt32(1)),
            experiment,
            run.Trial,
            run.Repeat,
            token,
            worker,
            lease);
    }

    /// <inheritdoc/>
    public bool Renew(Claim claim) => Change(
        $"update gpueco.run set until = clock_timestamp() + $5 where {This} and token = $4 and until > '-infinity'",
        experiment,
        claim.Run.Trial,
        claim.Run.Repeat,
        claim.Token,
        lease);

    /// <inheritdoc/>
    public void Release(Claim claim) => Change(
        $"update gpueco.run set until = '-infinity' where {This} and token = $4",
        experiment,
        claim.Run.Trial,
        claim.Run.Repeat,
        claim.Token);

    /// <inheritdoc/>
    public bool Complete(Outcome outcome)
    {
        // Whoever completes may have been taken over, or have no claim at all.
        bool isFirst = Change(
            """
            insert into gpueco.run values ($1, $2, $3, $4, 0, '', $5, clock_timestamp(), $6::json)
            on conflict (experiment, n, r) do update set outcome = excluded.outcome where run.outcome is null
            """,
            experiment,
            outcome.Run.Trial,
            outcome.Run.Repeat,
            outcome.Attempt,
            outcome.Worker,
            Encoding.UTF8.GetString(OutcomeJson.Write(outcome)));
        if (isFirst)
        {
            return true;
        }

        Outcome kept = ReadFrom(outcome.Run, count: 1)[outcome.Run];
        return kept.AgreesWith(outcome) ? false : throw new ConflictException(kept, outcome);
    }

    /// <inheritdoc/>
    public void KeepWorld(RunKey run, WorldStage stage, Action<string> write)
    {
        using WorldOnDisk world = new();
        write(world.Path);
        using FileStream file = File.OpenRead(world.Path);
        if (file.Length > LargestWorld)
        {
            throw new UserException($"the world of run {run} has {file.Length} bytes, and a database takes {LargestWorld}; keep the experiment in a folder");
        }

        Change(
            """
            insert into gpueco.world values ($1, $2, $3, $4, $5)
            on conflict (experiment, n, r, stage) do update set bytes = excluded.bytes
            """,
            experiment,
            run.Trial,
            run.Repeat,
            NameOf(stage),
            file);
    }

    /// <inheritdoc/>
    public bool ReadWorld(RunKey run, WorldStage stage, Action<string> read)
    {
        using WorldOnDisk world = new();
        bool exists = Ask(
            $"select bytes from gpueco.world where {This} and stage = $4",
            row =>
            {
                world.Take(row.GetStream(0));
                return world;
            },
            experiment,
            run.Trial,
            run.Repeat,
            NameOf(stage)) is not null;
        if (exists)
        {
            read(world.Path);
        }

        return exists;
    }

    /// <inheritdoc/>
    public void DropWorld(RunKey run, WorldStage stage) =>
        Change($"delete from gpueco.world where {This} and stage = $4", experiment, run.Trial, run.Repeat, NameOf(stage));

    /// <summary>Does nothing: connections are the process's, which uses them for all its stores.</summary>
    public void Dispose()
    {
    }

    private static string NameOf(WorldStage stage) => stage == WorldStage.Ended ? "ended" : "underway";

    // That of a run, and if there is one, those that come next.
    private Dictionary<RunKey, Outcome> ReadFrom(RunKey first, int count) => Connected(connection =>
    {
        using NpgsqlCommand command = Command(
            connection,
            $"""
            select n, r, outcome from gpueco.run
            where experiment = $1 and (n, r) >= ($2, $3) and outcome is not null
                and exists (select from gpueco.run where {This} and outcome is not null)
            order by n, r limit $4
            """,
            [experiment, first.Trial, first.Repeat, count]);
        using NpgsqlDataReader rows = command.ExecuteReader();
        Dictionary<RunKey, Outcome> found = [];
        while (rows.Read())
        {
            RunKey run = new(rows.GetInt32(0), rows.GetInt32(1));
            string source = $"{Place}, run {run}";
            Outcome outcome = OutcomeJson.Read(Encoding.UTF8.GetBytes(rows.GetString(2)), source);
            found.Add(run, outcome.Run == run ? outcome : throw new UserException($"{source}: it holds run {outcome.Run}"));
        }

        return found;
    });

    private bool Change(string sql, params object[] values) => Connected(connection =>
    {
        using NpgsqlCommand command = Command(connection, sql, values);
        return command.ExecuteNonQuery() > 0;
    });

    private T? Ask<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values)
        where T : class => Connected(connection =>
    {
        using NpgsqlCommand command = Command(connection, sql, values);
        using NpgsqlDataReader row = command.ExecuteReader(CommandBehavior.SequentialAccess);
        return row.Read() ? read(row) : null;
    });

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        NpgsqlCommand command = new(sql, connection);
        command.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        return command;
    }

    private T Connected<T>(Func<NpgsqlConnection, T> work)
    {
        using NpgsqlConnection connection = new(connectionString);
        try
        {
            connection.Open();
            return work(connection);
        }
        catch (NpgsqlException exception)
        {
            // The others may be broken too; whoever asks again gets new ones.
            NpgsqlConnection.ClearPool(connection);
            throw new UserException($"cannot use the database '{Place}': {Reason(exception)}", exception);
        }
    }

    private static string Reason(NpgsqlException exception) => exception is PostgresException refusal
        ? refusal.MessageText
        : exception.InnerException is null ? exception.Message : $"{exception.Message}: {exception.InnerException.Message}";
}
