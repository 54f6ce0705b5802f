using GpuEcosystem.Engine;

namespace GpuEcosystem.Sessions.Commands;

/// <summary>How fast the world goes: a delay between steps, a number of steps for every frame, or as fast as it can.</summary>
/// <param name="Delay">From the start of one step to the start of the next; zero where frames or nothing set the pace.</param>
/// <param name="StepsPerFrame">Steps from one picture shown to the next; 0 where no frame is waited for.</param>
/// <param name="Text">What the panel says.</param>
public sealed record Pace(TimeSpan Delay, int StepsPerFrame, string Text)
{
    /// <summary>All paces, from the slowest to the fastest.</summary>
    public static IReadOnlyList<Pace> All { get; } =
    [
        Slow(1), Slow(2), Slow(5), Slow(10), Slow(20),
        new(TimeSpan.Zero, 1, "every step shown"),
        PerFrame(2), PerFrame(4), PerFrame(8), PerFrame(16), PerFrame(32),
        new(TimeSpan.Zero, 0, "as fast as it can"),
    ];

    /// <summary>One step for every frame.</summary>
    public static Pace Default => All.First(pace => pace.StepsPerFrame == 1 && pace.Delay == TimeSpan.Zero);

    /// <summary>As many steps as there is time for.</summary>
    public static Pace Fastest => All[^1];

    /// <summary>The pace of a text.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static Pace Find(string text) => All.FirstOrDefault(pace => pace.Text == text)
        ?? throw new UserException($"there is no pace '{text}'; there are {string.Join(", ", All.Select(pace => pace.Text))}");

    /// <summary>The next faster pace, or this one where there is none.</summary>
    public Pace Faster => All[Math.Min(All.Count - 1, Index + 1)];

    /// <summary>The next slower pace, or this one where there is none.</summary>
    public Pace Slower => All[Math.Max(0, Index - 1)];

    private int Index => All.ToList().IndexOf(this);

    private static Pace Slow(int perSecond) =>
        new(TimeSpan.FromSeconds(1.0 / perSecond), 1, perSecond == 1 ? "1 step a second" : $"{perSecond} steps a second");

    private static Pace PerFrame(int steps) => new(TimeSpan.Zero, steps, $"{steps} steps a frame");
}
