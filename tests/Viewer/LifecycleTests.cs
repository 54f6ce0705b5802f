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

/// <summary>A window ends whatever the world is doing.</summary>
[Collection("viewer")]
public class LifecycleTests
{
    /// <summary>A window that is closed in the middle of a step waits for the step, and no longer.</summary>
    [Fact]
    public void A_window_closes_in_the_middle_of_a_step()
    {
        VirtualDisplay.Require();
        EcosystemParameters parameters = EcosystemParameters.Default with { GridWidth = 512, GridHeight = 512 };
        using WorldViewer viewer = WorldViewer.Open(
            () => new ConfiguredWorld(Devices.Open("cpu"), RunConfiguration.Default with { Parameters = parameters }),
            Palette.Find("vivid"),
            new ViewerOptions(),
            new SessionOptions());
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
}
