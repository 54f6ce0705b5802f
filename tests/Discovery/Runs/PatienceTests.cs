using GpuEcosystem.Discovery.Runs;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Runs;

/// <summary>A store that goes away and comes back.</summary>
public sealed class PatienceTests
{
    private readonly List<string> notes = [];

    /// <summary>It is asked until it is back, and meanwhile all know; it is told once.</summary>
    [Fact]
    public void A_store_that_comes_back_is_waited_for()
    {
        Patience patience = With(longest: TimeSpan.FromMinutes(1));
        int calls = 0;
        Assert.False(patience.IsNeeded);
        Assert.True(patience.Try(
            () =>
            {
                Assert.Equal(calls > 0, patience.IsNeeded);
                if (calls++ < 3)
                {
                    throw Away();
                }
            },
            TestContext.Current.CancellationToken));
        Assert.False(patience.IsNeeded);
        Assert.Equal(["the disk is full; waiting for it"], notes);
    }

    /// <summary>After a while it is given up.</summary>
    [Fact]
    public void A_store_that_does_not_come_back_is_given_up()
    {
        Patience patience = With(longest: TimeSpan.FromSeconds(0.06));
        Assert.Equal(
            "for 0 minutes: the disk is full",
            Assert.Throws<StoreAwayException>(() => patience.Try(() => throw Away(), TestContext.Current.CancellationToken)).Message);
        Assert.False(patience.IsNeeded);
    }

    /// <summary>Whoever is told to end does so, after one try.</summary>
    [Fact]
    public void Whoever_is_interrupted_does_not_wait()
    {
        Patience patience = With(longest: TimeSpan.FromMinutes(1));
        int calls = 0;
        Assert.False(patience.Try(
            () =>
            {
                calls++;
                throw Away();
            },
            new CancellationToken(canceled: true)));
        Assert.Equal(1, calls);
        Assert.Empty(notes);
    }

    /// <summary>What is kept and is none will be none later too.</summary>
    [Fact]
    public void Damage_is_not_waited_for()
    {
        Patience patience = With(longest: TimeSpan.FromMinutes(1));
        Assert.Throws<UserException>(() => patience.Try(() => throw new UserException("it is damaged"), TestContext.Current.CancellationToken));
        Assert.False(patience.IsNeeded);
    }

    private static UserException Away() => new("the disk is full", new IOException());

    private Patience With(TimeSpan longest) => new(TimeSpan.FromSeconds(0.02), longest, notes.Add);
}
