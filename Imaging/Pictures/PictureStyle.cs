using GpuEcosystem.Engine;
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

    /// <summary>The style that texts stand for, as options and addresses write them.</summary>
    /// <param name="parameters">Of the world to be shown.</param>
    /// <param name="layer">A layer, such as <c>aliveness:2</c>; territories if null.</param>
    /// <param name="palette">A palette's name; the first if null.</param>
    /// <param name="world">Which of several worlds, or <c>all</c>; the first if null.</param>
    /// <exception cref="UserException">There is no such thing.</exception>
    public static PictureStyle Parse(WorldParameters parameters, string? layer, string? palette, string? world) => new(
        layer is null ? LayerChoice.Default : RuleSets.Of(parameters).ParseLayer(nameof(layer), layer, parameters),
        palette is null ? Palette.All[0] : Palette.Find(palette),
        world is null ? default : ShownWorld.Parse(nameof(world), world, parameters));

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
