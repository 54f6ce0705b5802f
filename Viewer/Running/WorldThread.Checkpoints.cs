using System.Runtime.InteropServices;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Viewer.Checkpoints;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Running;

internal sealed partial class WorldThread
{
    private const int ThumbnailSide = 160;

    private readonly CheckpointFolder checkpoints;

    // How the worlds came to be that were kept since the window opened, by their files.
    private readonly Dictionary<string, Recipe> pasts = [];
    private string run;
    private EcoParent? parent;

    /// <inheritdoc/>
    public void SaveCheckpoint() => Do(new Deed(() => Keep()));

    /// <inheritdoc/>
    public void Restore(Checkpoint checkpoint) => Do(new Deed(() =>
    {
        EcoWorld loaded = Replace(checkpoint);
        (run, parent) = (checkpoint.Run, loaded.Header.Parent);
        Note(WorldEventKind.Restore, $"went back to step {checkpoint.Step} of {run}");
    }));

    /// <inheritdoc/>
    public void Branch(Checkpoint checkpoint) => Do(new Deed(() =>
    {
        _ = Replace(checkpoint);
        (run, parent) = (checkpoints.NewBranch(checkpoint), new EcoParent(Path.GetFileName(checkpoint.Path), checkpoint.Step));
        Note(WorldEventKind.Restore, $"{run} begins at step {checkpoint.Step} of {checkpoint.Run}");

        // A branch is a run of its own from its first moment on.
        Keep();
    }));

    private void Keep()
    {
        Checkpoint made = checkpoints.Save(world, run, parent, DrawThumbnail(), history.ToExtras());
        if (Recipe is Recipe past)
        {
            pasts[made.Path] = past;
        }

        Tell(new Notice($"kept {made.Name}"));
    }

    // The old world goes only when the new one is there.
    private EcoWorld Replace(Checkpoint checkpoint)
    {
        if (!World.HasRoomBeside(EcoFile.ReadHeader(checkpoint.Path).Parameters))
        {
            throw new UserException(
                $"memory has no room for two worlds at once; close this window and open {checkpoint.Name} with --load");
        }

        EcoWorld loaded = EcoFile.Load(checkpoint.Path, World.Device);
        world.Dispose();
        world = ConfiguredWorld.GoOn(
            loaded.World, loaded.Header.Start, past: pasts.GetValueOrDefault(checkpoint.Path));
        death = null;
        seenRespawns = [];
        seenRecoveries = 0;
        return loaded;
    }

    private SKImage DrawThumbnail()
    {
        (int width, int height) = (World.Parameters.GridWidth, World.Parameters.GridHeight);
        PictureFrame frame = new(new Area(0, 0, width, height), (Math.Max(width, height) + ThumbnailSide - 1) / ThumbnailSide);
        uint[] pixels = World.ReadPicture(default, palette, frame);
        SKImageInfo info = new(frame.Width, frame.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        return SKImage.FromPixelCopy(info, MemoryMarshal.AsBytes(pixels.AsSpan()));
    }
}
