using Npgsql;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>The tables of all experiments of a database, in a schema of their own.</summary>
internal static class DatabaseTables
{
    // Any number will do that other programs of this database do not take for theirs.
    private const long Turn = 0x677075_65636F;

    // A JSON text stays as it was written: in jsonb, recipes and the last digits of numbers would not. What is in a world can be compressed by
    // nobody, so the server need not try.
    private const string Script = """
        create schema if not exists gpueco;
        create table if not exists gpueco.experiment (
            name text primary key,
            said json not null);
        create table if not exists gpueco.trial (
            experiment text, n integer, proposal json not null,
            primary key (experiment, n));
        create table if not exists gpueco.run (
            experiment text, n integer, r integer,
            attempt integer not null, lost integer not null, token text not null, worker text not null, until timestamptz not null,
            outcome json,
            primary key (experiment, n, r));
        create table if not exists gpueco.world (
            experiment text, n integer, r integer, stage text, bytes bytea not null,
            primary key (experiment, n, r, stage));
        alter table gpueco.world alter column bytes set storage external;
        """;

    /// <summary>Makes them where they are not there. Whoever may not make any can use those that are.</summary>
    public static void Prepare(NpgsqlConnection connection)
    {
        if (Exist(connection))
        {
            return;
        }

        // One after another: "if not exists" alone fails where two look at the same time. Looking again makes this session forget what it
        // remembers of a schema that was not there: a statement that opens no table, as those that make one, would go by that.
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        using NpgsqlCommand turn = new($"select pg_advisory_xact_lock({Turn})", connection, transaction);
        turn.ExecuteNonQuery();
        if (Exist(connection))
        {
            return;
        }

        using NpgsqlCommand script = new(Script, connection, transaction);
        script.ExecuteNonQuery();
        transaction.Commit();
    }

    private static bool Exist(NpgsqlConnection connection)
    {
        using NpgsqlCommand look = new("select exists (select from pg_tables where schemaname = 'gpueco' and tablename = 'world')", connection);
        return (bool)look.ExecuteScalar()!;
    }
}
