using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using Npgsql;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Stores;

/// <summary>How a place is written, and that its password is seen by nobody.</summary>
public sealed class StorePlaceTests
{
    /// <summary>As it was given, without the password.</summary>
    [Theory]
    [InlineData("postgres://me@host/db?experiment=edge", "postgres://me@host/db?experiment=edge")]
    [InlineData("postgresql://me:secret@host:6000/db?experiment=edge&sslmode=verify-full", "postgres://me@host:6000/db?experiment=edge&sslmode=verify-full")]
    [InlineData("postgres://m%40e:se%2Fcr%40et@[::1]/d%20b?experiment=a%20b", "postgres://m%40e@[::1]/d%20b?experiment=a%20b")]
    [InlineData("postgres://host/db?experiment=edge", "postgres://host/db?experiment=edge")]
    public void An_address_is_written_without_its_password(string text, string written) =>
        Assert.Equal(written, DatabaseAddress.Parse(text, "it").ToString());

    /// <summary>The parts come to where they belong.</summary>
    [Fact]
    public void The_connection_is_as_the_address_says()
    {
        NpgsqlConnectionStringBuilder said = new(
            DatabaseAddress.Parse("postgres://m%40e:se%2Fcr%40et@[::1]:6000/d%20b?experiment=edge&sslmode=verify-ca", "it").ConnectionString);
        Assert.Equal(("m@e", "se/cr@et", "::1", 6000, "d b", SslMode.VerifyCA), (said.Username, said.Password, said.Host, said.Port, said.Database, said.SslMode));
    }

    /// <summary>In one line that repeats nothing which may be a password.</summary>
    [Theory]
    [InlineData("postgres://me:secret@host", "must be postgres://USER@HOST:PORT/DATABASE?experiment=NAME")]
    [InlineData("postgres://me:sec/ret@host/db?experiment=x", "must be postgres://USER@HOST:PORT/DATABASE?experiment=NAME")]
    [InlineData("postgres://me:secret@host/db?experimnt=x", "'experimnt' is none of them; did you mean experiment?")]
    [InlineData("postgres://me:secret@host/db?experiment=x&sslmode=yes", "sslmode must be one of disable, ")]
    [InlineData("postgres://me:secret@host/db?experiment=x/random", "an experiment's name has no /")]
    [InlineData("postgres://me:secret@host/db?experiment=x", "all users of this machine can see; put the whole into GPUECO_STORE")]
    public void What_is_no_place_is_refused(string text, string reason)
    {
        string refusal = Assert.Throws<UserException>(() => new StorePlace(text, FolderStore.UsualLease)).Message;
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("sec/ret", refusal, StringComparison.Ordinal);
    }

    /// <summary>Which experiment must be said.</summary>
    [Fact]
    public void An_experiment_is_needed() => Assert.Equal(
        "say which experiment of the database: postgres://me@host/db?experiment=NAME",
        Assert.Throws<UserException>(() => new StorePlace("postgres://me@host/db", FolderStore.UsualLease).Open()).Message);

    /// <summary>Of the same user of the same server only.</summary>
    [Theory]
    [InlineData("postgres://me@host:5432/other?experiment=x", true)]
    [InlineData("postgres://you@host/db?experiment=x", false)]
    [InlineData("postgres://me@other/db?experiment=x", false)]
    [InlineData("postgres://me@host:1/db?experiment=x", false)]
    public void A_password_counts_for_its_server(string text, bool counts) => Assert.Equal(
        counts, DatabaseAddress.Parse(text, "it").WithPasswordOf(DatabaseAddress.Parse("postgres://me:secret@host/db", "it")).HasPassword);
}
