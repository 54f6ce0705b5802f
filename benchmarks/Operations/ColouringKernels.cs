using BenchmarkDotNet.Attributes;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Benchmarks;

/// <summary>Pictures of a whole world, a pixel for each cell, as a viewer draws one for each frame.</summary>
[BenchmarkCategory(Categories.Kernels, Categories.Quick, Categories.Deep)]
public class ColouringKernels
{
    private World? world;
    private DeviceArena? memory;
    private DeviceBuffer<uint>? pixels;
    private PictureFrame frame;

    /// <summary>Side of the grid.</summary>
    [Params(1024)]
    public int Size { get; set; }

    /// <summary>Makes a world, draws it once, and looks at the pictures.</summary>
    [GlobalSetup]
    public void Setup()
    {
        world = new World(CheckedDevice.Open(), WorldChoice.Square(Size).Parameters with { LearnInterval = 0 });
        memory = new DeviceArena(world.Launcher);
        pixels = memory.Allocate<uint>((long)Size * Size);
        frame = new PictureFrame(new Area(0, 0, Size, Size), 1);
        Territory();
        RequireColours();
        Attack();
        RequireColours();
    }

    /// <summary>Who lives where.</summary>
    [Benchmark]
    public void Territory() => Draw(new LayerChoice(Layer.Territory));

    /// <summary>How strong they are, from half of the state's channels.</summary>
    [Benchmark]
    public void Attack() => Draw(new LayerChoice(Layer.Attack));

    /// <summary>Gives the memory back.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        memory!.Dispose();
        world!.Dispose();
    }

    private void Draw(LayerChoice layer)
    {
        world!.Draw(layer, Palette.Find(Palette.Names[0]), frame, pixels!.View, Size);
        world.Finish();
    }

    private void RequireColours() =>
        CheckedDevice.RequireNumbers("picture", [.. pixels!.ReadAll(world!.Launcher.Flush()).Select(pixel => (float)pixel)]);
}
