using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Sessions;
using GpuEcosystem.Viewer;
using GpuEcosystem.Viewer.OpenGl;
using GpuEcosystem.Viewer.Pixels;
using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>Runs alone: it counts what the process holds.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WindowResourceCollection
{
    public const string Name = "viewer resources";
}

/// <summary>A closed window leaves nothing behind.</summary>
[Collection(WindowResourceCollection.Name)]
public class WindowResourceTests
{
    private const int Pixels = 256 * 256;

    [Fact]
    public void Windows_come_and_go()
    {
        VirtualDisplay.Require();
        ComputeDevice device = Devices.Open("cpu");
        LeaveNothing(() => OpenAndClose(device), warmUp: 20, cycles: 100);
    }

    /// <summary>With a world that lives in each of them.</summary>
    [Fact]
    public void Viewers_come_and_go()
    {
        VirtualDisplay.Require();
        LeaveNothing(OpenAndCloseViewer, warmUp: 40, cycles: 200);
    }

    // A single picture that stayed of each would make several times the bytes that are allowed.
    private static void LeaveNothing(Action openAndClose, int warmUp, int cycles)
    {
        for (int i = 0; i < warmUp; i++)
        {
            openAndClose();
        }

        (int Files, int Threads, long Bytes) before = Held();
        for (int i = 0; i < cycles; i++)
        {
            openAndClose();
        }

        (int Files, int Threads, long Bytes) after = Held();
        Assert.InRange(after.Files, 0, before.Files);
        Assert.InRange(after.Threads, 0, before.Threads);
        Assert.True(after.Bytes - before.Bytes < 128 << 20, $"{before.Bytes >> 20} MiB grew to {after.Bytes >> 20} MiB");
    }

    private static void OpenAndClose(ComputeDevice device)
    {
        using Canvas canvas = new(320, 200);
        using PixelSlots slots = PixelSlots.Open(canvas.Gl, device, Pixels, 3);
        using Sheet sheet = new(canvas.Gl);
        using Outlines outlines = new(canvas.Gl);
        using Texture texture = new(canvas.Gl);
        sheet.Paint(100, 100, 1, skia => skia.Clear());
        sheet.Show(canvas.Quad, 0, 0, canvas.Size);
        slots.Slots[0].Lend();
        slots.Slots[0].Upload(texture, 256, 256);
    }

    private static void OpenAndCloseViewer()
    {
        using WorldViewer viewer = WorldViewer.Open(
            () => new ConfiguredWorld(Devices.Open("cpu"), RunConfiguration.Default with { Parameters = ViewerSession.Small }),
            Palette.Find("vivid"),
            new ViewerOptions(Vsync: false),
            new SessionOptions());
        viewer.Frame();
        viewer.Frame();
    }

    // .NET's own threads come and go as they like.
    private static (int Files, int Threads, long Bytes) Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int threads = Directory.GetDirectories("/proc/self/task")
            .Count(task => !File.ReadAllText(task + "/comm").StartsWith(".NET", StringComparison.Ordinal));
        return (Directory.GetFileSystemEntries("/proc/self/fd").Length, threads, Environment.WorkingSet);
    }
}
