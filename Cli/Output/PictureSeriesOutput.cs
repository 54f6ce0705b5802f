using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output;

/// <summary>Pictures in a folder, named by their step so that they sort.</summary>
internal sealed class PictureSeriesOutput : RunOutput
{
    private readonly string folder;
    private readonly Palette palette;

    public PictureSeriesOutput(string folder, long interval, Palette palette)
        : base(interval)
    {
        this.folder = folder;
        this.palette = palette;
        CreateFolder();
        AtomicFile.CheckWritable(NameAt(0));
    }

    public override void Observe(Ecosystem world) => PictureOutput.Write(NameAt(world.StepNumber), world, palette);

    private string NameAt(long step) => Path.Combine(folder, $"{step:D8}.png");

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserException($"cannot write pictures to '{folder}': it is not a folder and none can be made", exception);
        }
    }
}
