using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Imaging.Pictures;

/// <summary>What pictures of a world show, and in which colours; of several worlds, which.</summary>
public sealed record PictureStyle(LayerChoice Layer, Palette Palette, ShownWorld World = default)
{
    private const int MostWaiting = 8;
    private const long MostWaitingBytes = 256 << 20;

    /// <summary>How many pictures may wait to be written: few enough for the memory of any machine.</summary>
    public static int RoomFor(PictureFrame frame) =>
        (int)Math.Clamp(MostWaitingBytes / (sizeof(uint) * frame.Pixels), 1, MostWaiting);

    /// <summary>The whole grid, one pixel for each square of so many cells on either side.</summary>
    public PictureFrame Frame(WorldParameters parameters, int block = 1) => new(World.AreaIn(parameters), block, World);

    /// <summary>Makes sure that the world keeps what will be shown.</summary>
    public void Prepare(World world) => world.TracksActivity |= Layer.Layer.NeedsActivity;

    /// <summary>What the world looks like now: RGBA8, red in the lowest byte, <c>[y][x]</c>.</summary>
    public uint[] Read(World world, PictureFrame frame) => world.ReadPicture(Layer, Palette, frame);
}
