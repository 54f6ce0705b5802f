using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Sessions.Timeline;

namespace GpuEcosystem.Sessions.Undoing;

/// <summary>A world as it was at a moment, in a file that only this session knows of, with what the session knows beside it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Run">The run that it belongs to.</param>
/// <param name="Parent">What that run was branched from.</param>
/// <param name="History">What was observed of it; the very one that goes on with it.</param>
/// <param name="Following">The recipe that it was following; null if none.</param>
internal sealed record KeptWorld(string Path, string Run, EcoParent? Parent, History History, Recipe? Following)
{
    /// <summary>The file's length.</summary>
    public long Bytes { get; } = new FileInfo(Path).Length;

    /// <summary>Removes the file.</summary>
    public void Forget()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It lies where the system clears up.
        }
    }
}

/// <summary>Where such worlds are: a temporary folder, there once the first is kept and until the session ends.</summary>
internal sealed class KeptWorldFolder : IDisposable
{
    private DirectoryInfo? folder;
    private int count;

    /// <summary>Keeps a world.</summary>
    /// <exception cref="UserException">It cannot be kept.</exception>
    public KeptWorld Keep(ConfiguredWorld world, string run, EcoParent? parent, History history)
    {
        if (world.World.StateBytes > UndoList.MostBytes)
        {
            throw new UserException($"a world of more than {UndoList.MostBytes >> 20} MiB is not kept");
        }

        string path = Path.Combine(FindFolder(), $"{++count}{EcoFile.Extension}");
        EcoFile.Save(path, world, EcoExtras.None, parent);
        return new KeptWorld(path, run, parent, history, world.Following);
    }

    public void Dispose()
    {
        try
        {
            folder?.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It lies where the system clears up.
        }
    }

    private string FindFolder()
    {
        try
        {
            folder ??= Directory.CreateTempSubdirectory("gpueco-");
            return folder.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"there is no place for temporary files: {exception.Message}", exception);
        }
    }
}
