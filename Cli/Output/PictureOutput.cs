using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Output;

/// <summary>A picture of the last state.</summary>
internal sealed class PictureOutput : RunObserver
{
    private readonly string path;
    private readonly PictureStyle style;
    private readonly PictureScale? scale;

    /// <param name="path">The picture.</param>
    /// <param name="style">What it shows.</param>
    /// <param name="scale">How large; null for what fits the grid.</param>
    /// <param name="parameters">The world's at the start.</param>
    public PictureOutput(string path, PictureStyle style, PictureScale? scale, WorldParameters parameters)
        : base(interval: null)
    {
        FileEnding.Require(path, "pictures", ".png");
        this.path = path;
        this.style = style;
        this.scale = scale;
        _ = Choose(parameters);
    }

    public override string Written => path;

    public override void Begin(ConfiguredWorld world) => style.Prepare(world.World);

    public override void Finish(ConfiguredWorld world)
    {
        PictureScale chosen = Choose(world.World.Parameters);
        PictureFrame frame = style.Frame(world.World.Parameters, chosen.Block);
        uint[] pixels = style.Read(world.World, frame);
        AtomicFile.Write(path, stream => Picture.WritePng(stream, pixels, frame, chosen));
    }

    // Of the grid as it is: a recipe may make it larger.
    private PictureScale Choose(WorldParameters parameters)
    {
        PictureScale chosen = scale ?? PictureScale.ForPicture(style.World.AreaIn(parameters));
        chosen.Check(path, style.World.AreaIn(parameters));
        return chosen;
    }
}
