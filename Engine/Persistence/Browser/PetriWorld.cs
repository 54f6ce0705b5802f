using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>A world from a .petri file.</summary>
/// <param name="World">The world, as it stood in the checkpoint.</param>
/// <param name="File">All of the file; as <see cref="PetriHistory.Origin"/>, what is not known here survives.</param>
/// <param name="Checkpoint">The checkpoint that the world came from.</param>
/// <param name="LeftOut">What the world does not have of it, a line each.</param>
public sealed record OpenedPetriWorld(
    World World, PetriFile File, PetriCheckpoint Checkpoint, IReadOnlyList<string> LeftOut);

/// <summary>Worlds in .petri files.</summary>
public static class PetriWorld
{
    /// <summary>What such files' names end with.</summary>
    public const string Extension = ".petri";

    /// <summary>Makes a world that stands as a checkpoint of a file says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where the world lives; the device must outlive it.</param>
    /// <param name="checkpoint">The checkpoint's id, or its step as a number; null for the last.</param>
    /// <exception cref="UserException">The file is damaged or has no such checkpoint, or the device is too small.</exception>
    public static OpenedPetriWorld Open(string path, ComputeDevice device, string? checkpoint = null)
    {
        PetriFile file = PetriFile.Load(path);
        PetriCheckpoint found = Find(file, path, checkpoint);
        return new OpenedPetriWorld(PetriImport.Create(found, device), file, found, PetriImport.LeftOut(file, found));
    }

    /// <summary>The rules of the world in a file; walls are in the world, and no change is to come.</summary>
    /// <param name="path">The file.</param>
    /// <param name="checkpoint">The checkpoint's id, or its step as a number; null for the last.</param>
    /// <exception cref="UserException">The file is damaged, or has no such checkpoint.</exception>
    public static RunConfiguration ReadConfiguration(string path, string? checkpoint = null) =>
        new(Find(PetriFile.Load(path), path, checkpoint).Parameters, [], []);

    /// <summary>Writes a world to a file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="world">The world; its species share one network.</param>
    /// <param name="history">Where it came from, and what happened to it.</param>
    /// <returns>What of the world the file does not hold, a line each.</returns>
    /// <exception cref="UserException">Such files hold no worlds of this kind, or the file cannot be written.</exception>
    public static IReadOnlyList<string> Save(string path, World world, PetriHistory? history = null)
    {
        (PetriFile file, IReadOnlyList<string> leftOut) = PetriExport.Describe(world, history ?? new PetriHistory());
        file.Save(path);
        return leftOut;
    }

    private static PetriCheckpoint Find(PetriFile file, string path, string? checkpoint) =>
        PlainLine.Guard(path, () => file.Find(checkpoint));
}
