using System.Text;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Sessions.Frames;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Web.Frames;
using Xunit;

namespace GpuEcosystem.Tests.Web.Frames;

/// <summary>Pictures are packed once for all.</summary>
public class PackingTests
{
    /// <summary>Pages that have seen the same get the same bytes, which are made once.</summary>
    [Fact]
    public async Task What_several_want_alike_is_packed_once()
    {
        Packing packing = new();
        (CellImage first, CellImage second) = (Cells(1, 0), Cells(2, 0));
        byte[] key = await packing.Pack(second, null);
        byte[] difference = await packing.Pack(second, first);
        Assert.Same(key, await packing.Pack(second, null));
        Assert.Same(difference, await packing.Pack(second, first));
        Assert.NotEqual(key, difference);
        Assert.Equal(key, await packing.Pack(Cells(2, 0), null));
    }

    /// <summary>Only a picture of the same cells and the same layer can be added to.</summary>
    [Fact]
    public void Other_shapes_begin_anew()
    {
        CellImage image = Cells(1, 0);
        Assert.True(Packing.Follows(image, Cells(2, 0)));
        Assert.False(Packing.Follows(image, null));
        Assert.False(Packing.Follows(image, Cells(1, 1)));
        Assert.False(Packing.Follows(image, image with { Layer = new LayerChoice(Layer.Attack) }));
        Assert.False(Packing.Follows(image, image with { Palette = Palette.All[0] }));
        Assert.False(Packing.Follows(image with { Palette = Palette.All[0] }, image with { Palette = Palette.All[0] }));
    }

    /// <summary>Averaged colours go as WebP.</summary>
    [Fact]
    public async Task Averaged_pictures_are_webp()
    {
        byte[] file = await new Packing().Pack(Cells(0xff0000ff, 0) with { Palette = Palette.All[0] }, null);
        Assert.Equal("RIFF", Encoding.ASCII.GetString(file, 0, 4));
        Assert.Equal("WEBPVP8 ", Encoding.ASCII.GetString(file, 8, 8));
    }

    /// <summary>No picture keeps those before it.</summary>
    [Fact]
    public async Task What_was_packed_goes_with_its_picture()
    {
        Packing packing = new();
        (WeakReference first, CellImage last) = await PackInARow(packing);
        GC.Collect();
        Assert.False(first.IsAlive);
        Assert.NotEmpty(await packing.Pack(last, null));
    }

    private static async Task<(WeakReference First, CellImage Last)> PackInARow(Packing packing)
    {
        CellImage earlier = Cells(0, 0);
        WeakReference first = new(earlier);
        for (uint code = 1; code < 10; code++)
        {
            CellImage next = Cells(code, 0);
            await packing.Pack(next, earlier);
            earlier = next;
        }

        return (first, earlier);
    }

    private static CellImage Cells(uint code, int left) => new(
        new PictureFrame(new Area(left, 0, 4, 3), 1),
        LayerChoice.Default,
        null,
        Step: 5,
        Patch: null,
        LearningWorlds.Tiny,
        [.. Enumerable.Repeat(code, 12)]);
}
