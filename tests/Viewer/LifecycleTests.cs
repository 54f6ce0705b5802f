using System.Diagnostics;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Sessions;
using GpuEcosystem.Viewer;
using GpuEcosystem.Viewer.Windowing;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>Windows come and go, whatever the world is doing, and leave nothing behind.</summary>
[Collection("viewer")]
public class LifecycleTests
{
    private const int WarmUp = 40;
    private const int Cycles = 200;

    /// <summary>Two hundred windows later there are no more threads and files than before, and hardly more memory.</summary>
    [Fact]
    public void Nothing_leaks()
    {
        VirtualDisplay.Require();
        for (int cycle = 0; cycle < WarmUp; cycle++)
        {
            OpenAndClose();
        }

        (int threads, int files, long memory) = Measure();
        for (int cycle = 0; cycle < Cycles; cycle++)
        {
            OpenAndClose();
        }

        (int threadsAfter, int filesAfter, long memoryAfter) = Measure();

        // Tests that run beside this one may have some more at the end than at the start; one of each window would be 200.
        Assert.InRange(threadsAfter, 0, threads + Cycles / 4);
        Assert.InRange(filesAfter, 0, files + Cycles / 4);

        // A single picture that stayed would make 200 times 12 MB.
        Assert.True(memoryAfter - memory < 150_000_000, $"{(memoryAfter - memory) / 1e6:0} MB more after {Cycles} windows");
    }

    /// <summary>A window that is closed in the middle of a step waits for the step, and no longer.</summary>
    [Fact]
    public void A_window_closes_in_the_middle_of_a_step()
    {
        VirtualDisplay.Require();
        using WorldViewer viewer = Open(EcosystemParameters.Default with { GridWidth = 512, GridHeight = 512 }, new ViewerOptions());
        for (int frame = 0; frame < 10; frame++)
        {
            viewer.Frame();
        }

        viewer.Window.Post(new KeyPressed(Key.Q, Modifiers.Control));
        long start = Stopwatch.GetTimestamp();
        viewer.Run(TestContext.Current.CancellationToken);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60));
        Assert.True(viewer.Window.CloseRequested);
    }

    private static void OpenAndClose()
    {
        using WorldViewer viewer = Open(ViewerSession.Small, new ViewerOptions(Vsync: false));
        viewer.Frame();
        viewer.Frame();
    }

    private static WorldViewer Open(EcosystemParameters parameters, ViewerOptions options) => WorldViewer.Open(
        () => new ConfiguredWorld(Devices.Open("cpu"), RunConfiguration.Default with { Parameters = parameters }),
        Palette.Find("vivid"),
        options,
        new SessionOptions());

    private static (int Threads, int Files, long Memory) Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using Process self = Process.GetCurrentProcess();
        return (self.Threads.Count, Directory.GetFiles("/proc/self/fd").Length, self.WorkingSet64);
    }
}
