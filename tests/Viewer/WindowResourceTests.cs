using GpuEcosystem.Engine.Devices;
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
        for (int i = 0; i < 20; i++)
        {
            OpenAndClose(device);
        }

        (int Files, int Threads, long Bytes) before = Held();
        for (int i = 0; i < 100; i++)
        {
            OpenAndClose(device);
        }

        (int Files, int Threads, long Bytes) after = Held();
        Assert.Equal(before.Files, after.Files);
        Assert.Equal(before.Threads, after.Threads);
        Assert.True(after.Bytes - before.Bytes < 64 << 20, $"{before.Bytes >> 20} MiB grew to {after.Bytes >> 20} MiB");
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
