using GpuEcosystem.Cli.Output;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>A log hears of long work now and then, and of short work nothing.</summary>
public class HeartbeatTests
{
    private sealed class HandClock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }

    [Fact]
    public void A_line_comes_every_half_minute()
    {
        HandClock clock = new();
        List<string> notes = [];
        Heartbeat heart = new("stepping", 3000, notes.Add, clock);
        for (int second = 1; second <= 61; second++)
        {
            clock.Now = TimeSpan.FromSeconds(second);
            heart.Beat(10 * second);
        }

        Assert.Equal(
            ["stepping: 300 of 3000, 10.0 a second, 0:04:30 left", "stepping: 600 of 3000, 10.0 a second, 0:04:00 left"], notes);
    }
}
