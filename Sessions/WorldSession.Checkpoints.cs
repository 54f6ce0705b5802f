using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Sessions.Checkpoints;
using GpuEcosystem.Sessions.Timeline;

namespace GpuEcosystem.Sessions;

public sealed partial class WorldSession
{
    private readonly CheckpointFolder checkpoints;
    private string run;
    private EcoParent? parent;

    private void GoBack(Checkpoint checkpoint)
    {
        EcoWorld loaded = Replace(checkpoint);
        (run, parent) = (checkpoint.Run, loaded.Header.Parent);
        Note(WorldEventKind.Restore, $"went back to step {checkpoint.Step} of {run}");
    }

    private void BeginBranch(Checkpoint checkpoint)
    {
        _ = Replace(checkpoint);
        (run, parent) = (checkpoints.NewBranch(checkpoint), new EcoParent(Path.GetFileName(checkpoint.Path), checkpoint.Step));
        Note(WorldEventKind.Restore, $"{run} begins at step {checkpoint.Step} of {checkpoint.Run}");

        // A branch is a run of its own from its first moment on.
        Keep();
    }

    private void Keep()
    {
        Checkpoint made = checkpoints.Save(world, run, parent, DescribeWorld());
        Note(WorldEventKind.Checkpoint, $"kept {made.Name}");
        Tell(new Notice($"kept {made.Name}"));
    }

    // The old world goes only when the new one is there.
    private EcoWorld Replace(Checkpoint checkpoint)
    {
        WorldParameters kept = EcoFile.ReadHeader(checkpoint.Path).Parameters;
        if (kept.Catalogue != World.Parameters.Catalogue)
        {
            throw new UserException($"{checkpoint.Name} is a world of other rules; close this window and open it with --load");
        }

        if (!World.HasRoomBeside(kept))
        {
            throw new UserException(
                $"memory has no room for two worlds at once; close this window and open {checkpoint.Name} with --load");
        }

        EcoWorld loaded = EcoFile.Load(checkpoint.Path, World.Device);
        if (loaded.Header.Origin.WhyBitsMayDiffer(World.Device) is string difference)
        {
            Tell(new Notice($"{checkpoint.Name}: {difference}"));
        }

        world.Dispose();
        Adopt(loaded.GoOn());
        return loaded;
    }

    private void Adopt(ConfiguredWorld other)
    {
        world = other;
        BeginAnew();
    }

    // What files keep beside the world.
    private EcoExtras DescribeWorld() => Thumbnail.AddTo(history.ToExtras(), World, request.Palette);
}
