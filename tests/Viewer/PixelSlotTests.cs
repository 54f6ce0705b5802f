using System.Drawing;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Viewer.Pixels;
using ILGPU.Runtime;
using Xunit;
using Texture = GpuEcosystem.Viewer.OpenGl.Texture;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>What a device writes is what the window shows, on every way between the two.</summary>
[Collection(ViewerCollection.Name)]
public class PixelSlotTests
{
    private const int Width = 61;
    private const int Height = 43;
    private const int Slots = 3;

    /// <summary>Devices, what may be used, and the way that follows.</summary>
    public static TheoryData<string, int, string> Ways => new()
    {
        { "cpu", (int)PixelFeatures.All, nameof(PixelPath.HostMapped) },
        { "cpu", (int)PixelFeatures.Mapping, nameof(PixelPath.Copy) },
        { "cpu", (int)PixelFeatures.Sharing, nameof(PixelPath.Copy) },
        { "simulated", (int)PixelFeatures.All, nameof(PixelPath.HostMapped) },
        { "opencl", (int)PixelFeatures.All, nameof(PixelPath.Copy) },
        { "opencl", 0, nameof(PixelPath.Copy) },
        { "cuda", (int)PixelFeatures.All, nameof(PixelPath.CudaInterop) },
        { "cuda", (int)PixelFeatures.Mapping, nameof(PixelPath.Copy) },
    };

    /// <summary>Pictures of changing sizes in turn, written on another thread as in a running viewer.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void Written_pixels_are_shown(string name, int features, string path)
    {
        ComputeDevice device = Devices.Open(name);
        using Canvas canvas = new(Width + 10, Height + 10);
        using PixelSlots slots = Open(canvas, device, (PixelFeatures)features, path);
        using Texture texture = new(canvas.Gl);
        Assert.Equal(Slots, slots.Slots.Count);
        for (int turn = 0; turn < 4 * Slots; turn++)
        {
            PixelSlot slot = slots.Slots[turn % Slots];
            (int width, int height) = (Width - turn, Height - turn / 2);
            uint[] picture = Pattern(width, height, turn);
            slot.Lend();
            Assert.True(slot.IsRead);
            RunElsewhere(() =>
            {
                slot.View.SubView(0, picture.Length).CopyFromCPU(ref picture[0], picture.Length);
                device.Accelerator.DefaultStream.Synchronize();
                slot.Deliver(picture.Length);
            });
            slot.Upload(texture, width, height);
            AssertShows(canvas, texture, picture, width, height);
        }
    }

    /// <summary>The picture that a world draws is the one that it can be asked for.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void Worlds_draw_into_slots(string name, int features, string path)
    {
        ComputeDevice device = Devices.Open(name);
        using Canvas canvas = new(Width + 10, Height + 10);
        using PixelSlots slots = Open(canvas, device, (PixelFeatures)features, path);
        using Texture texture = new(canvas.Gl);
        using World world = new(device, EcosystemParameters.Default with
        {
            GridWidth = Width,
            GridHeight = Height,
            HiddenChannels = 0,
            NetworkWidth = 8,
            NetworkDepth = 0,
            LearnInterval = 0,
        });
        Palette palette = Palette.Find("vivid");
        PixelSlot slot = slots.Slots[0];
        slot.Lend();
        RunElsewhere(() =>
        {
            world.Draw(new(Layer.Territory), palette, new PictureFrame(new Area(0, 0, Width, Height), 1), slot.View, Width);
            world.Finish();
            slot.Deliver(Width * Height);
        });
        slot.Upload(texture, Width, Height);
        AssertShows(canvas, texture, world.ReadPicture(palette), Width, Height);
    }

    /// <summary>A slot that was lent but never shown can be lent again, and given back.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void Slots_may_stay_lent(string name, int features, string path)
    {
        using Canvas canvas = new(16, 16);
        using PixelSlots slots = Open(canvas, Devices.Open(name), (PixelFeatures)features, path);
        slots.Slots[0].Lend();
        slots.Slots[0].Lend();
        Assert.Equal(Width * Height, slots.Slots[0].View.Length);
    }

    // A GPU without a screen shares nothing with OpenGL, which then draws elsewhere.
    private static PixelSlots Open(Canvas canvas, ComputeDevice device, PixelFeatures features, string path)
    {
        PixelSlots slots = PixelSlots.Open(canvas.Gl, device, Width * Height, Slots, features);
        bool refused = path == nameof(PixelPath.CudaInterop) && slots.Path == PixelPath.Copy;
        Assert.True(refused || slots.Path.ToString() == path, $"{slots.Path}: {slots.Reason}");
        Assert.NotEmpty(slots.Reason);
        Assert.Equal(Width * Height, slots.Capacity);
        return slots;
    }

    private static void AssertShows(Canvas canvas, Texture texture, uint[] picture, int width, int height)
    {
        RectangleF target = new(3, 5, width, height);
        canvas.Quad.Draw(texture, target, new RectangleF(0, 0, 1, 1), smooth: false, blend: false, canvas.Size);
        uint[] shown = canvas.Read();
        for (int i = 0; i < picture.Length; i++)
        {
            uint pixel = shown[(5 + i / width) * canvas.Size.Width + 3 + i % width];
            Assert.True(picture[i] == pixel, $"pixel {i} of {width}x{height}: {pixel:x8} instead of {picture[i]:x8}");
        }
    }

    private static uint[] Pattern(int width, int height, int turn) =>
        [.. Enumerable.Range(0, width * height).Select(i => 0xff000000 | (uint)(i * 7919 + turn * 104729))];

    private static void RunElsewhere(Action action)
    {
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(action));
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
