using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
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

    /// <summary>Writes the world as it is between two steps to a file, with what was observed of it. Any thread.</summary>
    /// <param name="path">The file, whose name says of which kind it is.</param>
    /// <returns>What such files do not hold, a line each; or the <see cref="UserException"/> that says why it was not written.</returns>
    public Task<IReadOnlyList<string>> Save(string path) => Ask<IReadOnlyList<string>>(configured =>
    {
        WorldFile.CheckHolds(path, configured.World.Parameters);
        List<string> leftOut = [];
        if (WorldFile.IsPetri(path))
        {
            WorldFile.Save(path, configured, leftOut.Add);
        }
        else
        {
            EcoFile.Save(path, configured, DescribeWorld(), parent);
        }

        return leftOut;
    });

    /// <summary>Writes a state that was kept to a file, between two steps. Any thread.</summary>
    /// <param name="checkpoint">Its name.</param>
    /// <param name="path">The file, whose name says of which kind it is.</param>
    /// <returns>What such files do not hold, a line each; or the <see cref="UserException"/> that says why it was not written.</returns>
    public Task<IReadOnlyList<string>> SaveKept(string checkpoint, string path) => Ask(_ => Copy(checkpoints.Find(checkpoint), path));

    private void GoBack(Checkpoint checkpoint)
    {
        string text = $"went back to step {checkpoint.Step} of {checkpoint.Run}";
        ReplaceForUser(text, () =>
        {
            EcoHeader header = Replace(checkpoint.Path);
            (run, parent) = (checkpoint.Run, header.Parent);
            Note(WorldEventKind.Restore, text, actor);
            AutosaveAnother();
            return header.Origin.WhyBitsMayDiffer(World.Device);
        });
    }

    private void BeginBranch(Checkpoint checkpoint)
    {
        string branch = checkpoints.NewBranch(checkpoint);
        string text = $"{branch} begins at step {checkpoint.Step} of {checkpoint.Run}";
        ReplaceForUser(text, () =>
        {
            EcoHeader header = Replace(checkpoint.Path);
            (run, parent) = (branch, new EcoParent(checkpoint.PlainName + EcoFile.Extension, checkpoint.Step));
            Note(WorldEventKind.Restore, text, actor);
            AutosaveAnother();

            // A branch is a run of its own from its first moment on.
            Keep();
            return header.Origin.WhyBitsMayDiffer(World.Device);
        });
    }

    private void Keep()
    {
        Checkpoint made = checkpoints.Save(world, run, parent, DescribeWorld());
        Note(WorldEventKind.Checkpoint, $"kept {made.Name}", actor);
        Tell(new Notice($"kept {made.Name}"));
    }

    private EcoHeader Replace(string file)
    {
        EcoHeader header = EcoFile.ReadHeader(file);
        Replace(Path.GetFileName(file), header.Parameters, () => EcoFile.Load(file, World.Device).GoOn());
        return header;
    }

    // The old world goes only when the new one is there.
    private void Replace(string name, WorldParameters parameters, Func<ConfiguredWorld> open)
    {
        if (parameters.Catalogue != World.Parameters.Catalogue)
        {
            throw new UserException($"{name} is a world of other rules; close this window and open it with --load");
        }

        RefuseWithoutRoom(parameters);
        ConfiguredWorld other = open();
        world.Dispose();
        Adopt(other);
    }

    // Nothing that is there is written over.
    private void Write(Checkpoint checkpoint, string given)
    {
        string named = Directory.Exists(given) ? Path.Combine(given, Path.GetFileName(checkpoint.Path)) : given;
        WorldFile.CheckName(named);
        string path = Path.GetFullPath(named);
        if (File.Exists(path))
        {
            throw new UserException($"there is a file '{path}' already; take another name");
        }

        Tell(new Notice(string.Join("; ", Copy(checkpoint, path).Prepend($"wrote {path}"))));
    }

    private IReadOnlyList<string> Copy(Checkpoint checkpoint, string path)
    {
        List<string> leftOut = [];
        if (WorldFile.IsPetri(path))
        {
            WorldParameters parameters = EcoFile.ReadHeader(checkpoint.Path).Parameters;
            WorldFile.CheckHolds(path, parameters);
            RefuseWithoutRoom(parameters);
            using ConfiguredWorld other = WorldFile.Open(checkpoint.Path, World.Device, leftOut.Add);
            WorldFile.Save(path, other, leftOut.Add);
        }
        else
        {
            AtomicFile.Write(path, target =>
            {
                using FileStream file = File.OpenRead(checkpoint.Path);
                file.CopyTo(target);
            });
        }

        return leftOut;
    }

    private void RefuseWithoutRoom(WorldParameters other)
    {
        if (!World.HasRoomBeside(other))
        {
            throw new UserException("memory has no room for two worlds at once; --load opens a saved one alone");
        }
    }

    private void Adopt(ConfiguredWorld other)
    {
        world = other;
        BeginAnew();
    }

    // What files keep beside the world.
    private EcoExtras DescribeWorld() => Thumbnail.AddTo(history.ToExtras(), World, options.Palette);
}
