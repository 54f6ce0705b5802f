using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Persistence;

/// <summary>Files that hold worlds, told apart by how their names end.</summary>
public static class WorldFile
{
    /// <summary>How the names of such files end.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [EcoFile.Extension, PetriWorld.Extension];

    /// <summary>What a file's world goes on with: the rules in force, the schedule still to come, the walls of its start.</summary>
    /// <exception cref="UserException">The file cannot be read, or is none.</exception>
    public static RunConfiguration ReadConfiguration(string path)
    {
        if (IsPetri(path))
        {
            return PetriWorld.ReadConfiguration(path);
        }

        EcoHeader header = EcoFile.ReadHeader(path);
        return header.Start with
        {
            Parameters = header.Parameters,
            Schedule = [.. header.Start.Schedule.Where(change => change.Step >= header.Step)],
        };
    }

    /// <summary>The step at which a file's world stands, and what it draws its random numbers from.</summary>
    /// <exception cref="UserException">The file cannot be read, or is none.</exception>
    public static (long Step, ulong Seed) ReadPlace(string path)
    {
        if (IsPetri(path))
        {
            PetriCheckpoint last = PetriFile.Load(path).Find(null);
            return (last.Step, last.Parameters.Seed);
        }

        EcoHeader header = EcoFile.ReadHeader(path);
        return (header.Step, header.WorldSeed);
    }

    /// <summary>How a file's world came to be.</summary>
    /// <exception cref="UserException">The file cannot be read, or does not say.</exception>
    public static Recipe ReadRecipe(string path) => (IsPetri(path) ? null : EcoFile.ReadExtras(path).ReadRecipe())
        ?? throw new UserException($"'{path}' does not say how its world came to be, so there is no recipe in it");

    /// <summary>Makes sure that files of a kind can hold a world with these rules.</summary>
    /// <param name="path">The file; how its name ends says the kind.</param>
    /// <param name="parameters">The rules.</param>
    /// <exception cref="UserException">They cannot.</exception>
    public static void CheckHolds(string path, WorldParameters parameters)
    {
        if (IsPetri(path))
        {
            PetriExport.CheckKind(parameters);
        }
    }

    /// <summary>Makes a file's world.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where the world lives; the device must outlive it.</param>
    /// <param name="note">Is told, a line each, what the world does not have of the file.</param>
    /// <exception cref="UserException">The file cannot be read or is damaged, or the device is too small.</exception>
    public static ConfiguredWorld Open(string path, ComputeDevice device, Action<string> note)
    {
        if (!IsPetri(path))
        {
            return EcoFile.Load(path, device).GoOn();
        }

        OpenedPetriWorld opened = PetriWorld.Open(path, device);
        foreach (string line in opened.LeftOut)
        {
            note($"left out: {line}");
        }

        return ConfiguredWorld.GoOn(opened.World, new RunConfiguration(opened.World.Parameters, [], []));
    }

    /// <summary>Writes a world.</summary>
    /// <param name="path">Where; how the name ends says how.</param>
    /// <param name="world">The world.</param>
    /// <param name="note">Is told, a line each, what the file does not have of the world.</param>
    /// <param name="extras">What else to keep, such as a thumbnail; nothing of it in a .petri file.</param>
    /// <param name="parent">The file that the world was branched from, if it was.</param>
    /// <exception cref="UserException">The file cannot be written, or the world holds numbers that are not finite.</exception>
    public static void Save(
        string path, ConfiguredWorld world, Action<string> note, EcoExtras? extras = null, EcoParent? parent = null)
    {
        if (!IsPetri(path))
        {
            EcoFile.Save(path, world, extras ?? EcoExtras.None, parent);
            return;
        }

        foreach (string line in PetriWorld.Save(path, world.World))
        {
            note($"left out: {line}");
        }
    }

    /// <summary>Throws a <see cref="UserException"/> where a name does not end as those of world files do.</summary>
    public static void CheckName(string path)
    {
        string extension = Path.GetExtension(path);
        if (!Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
        {
            throw new UserException($"the name of a world file ends with {string.Join(" or ", Extensions)}; '{path}' does not");
        }
    }

    /// <summary>Whether a world file is one of the browser platform's.</summary>
    /// <exception cref="UserException">Its name is not that of a world file.</exception>
    public static bool IsPetri(string path)
    {
        CheckName(path);
        return Path.GetExtension(path).Equals(PetriWorld.Extension, StringComparison.OrdinalIgnoreCase);
    }
}
