using System.Diagnostics;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Commands;
using Xunit;

namespace GpuEcosystem.Tests.Sessions;

/// <summary>A session on a small world that nobody watches.</summary>
internal sealed class HeadlessSession : IDisposable
{
    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();

    public HeadlessSession(ConfiguredWorld world, long autosaveInterval = 0, params IReadOnlyList<Recorder> recorders)
    {
        SessionOptions options = new(folder["checkpoints"], autosaveInterval, folder["autosave"]) { Recorders = recorders };
        World = new WorldSession(world, options);
    }

    /// <summary>How pictures are made that nobody asks to be otherwise.</summary>
    public static PictureStyle Style { get; } = new(LayerChoice.Default, Palette.Find("vivid"));

    public WorldSession World { get; }

    /// <summary>A file of the session's own folder.</summary>
    public string this[string name] => folder[name];

    /// <summary>What became of a command.</summary>
    public Answer Send(SessionCommand command) => Wait(World.Send(command));

    /// <summary>What became of a change of a parameter, such as <c>Dropout=0.1</c>.</summary>
    public Answer Assign(string assignment) => Send(Change(assignment));

    /// <summary>The command that changes a parameter.</summary>
    public static Act Change(string assignment) => new(new ChangeParameters([EcosystemCatalogue.Instance.Parse(assignment)]));

    /// <summary>What the world itself says.</summary>
    public T Ask<T>(Func<World, T> question) => Wait(World.Ask(configured => question(configured.World)));

    /// <summary>Keeps the world's thread from anything else until it is disposed of.</summary>
    public IDisposable Hold() => new Holding(this);

    /// <summary>Takes steps one by one until so many have been taken, and says what the world is then.</summary>
    public void StepTo(long stepsTaken)
    {
        while (World.StepsTaken < stepsTaken)
        {
            Send(new TakeSteps());
        }
    }

    /// <summary>Waits until something is so.</summary>
    public void Until(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            World.ThrowIfFailed();
            Assert.True(Stopwatch.GetElapsedTime(start) < longestWait, $"not in {longestWait.TotalSeconds} s: {what}");
            Thread.Sleep(1);
        }
    }

    public void Dispose()
    {
        World.Dispose();
        folder.Dispose();
    }

    private T Wait<T>(Task<T> answer)
    {
        Until(() => answer.IsCompleted, "an answer");
        return answer.GetAwaiter().GetResult();
    }

    private sealed class Holding : IDisposable
    {
        private readonly ManualResetEventSlim end = new();
        private readonly Task held;

        public Holding(HeadlessSession session)
        {
            using ManualResetEventSlim begun = new();
            held = session.World.Ask(_ =>
            {
                begun.Set();
                end.Wait(longestWait);
                return true;
            });
            Assert.True(begun.Wait(longestWait));
        }

        public void Dispose()
        {
            end.Set();
            held.Wait();
            end.Dispose();
        }
    }
}
