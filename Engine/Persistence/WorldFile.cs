using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.Persistence;

/// <summary>Files that hold worlds, told apart by how their names end.</summary>
public static class WorldFile
{
    /// <summary>How the names of such files end.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [EcoFile.Extension];

    /// <summary>What a file's world goes on with: the rules in force, the schedule still to come, the walls of its start.</summary>
    /// <exception cref="UserException">The file cannot be read, or is none.</exception>
    public static RunConfiguration ReadConfiguration(string path)
    {
        CheckName(path);
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
        CheckName(path);
        EcoHeader header = EcoFile.ReadHeader(path);
        return (header.Step, header.WorldSeed);
    }

    /// <summary>Makes a file's world.</summary>
    /// <exception cref="UserException">The file cannot be read or is damaged, or the device is too small.</exception>
    public static ConfiguredWorld Open(string path, ComputeDevice device)
    {
        CheckName(path);
        EcoWorld read = EcoFile.Load(path, device);
        return ConfiguredWorld.GoOn(read.World, read.Header.Start, read.Extras);
    }

    /// <summary>Writes a world.</summary>
    /// <param name="path">Where; how the name ends says how.</param>
    /// <param name="world">The world.</param>
    /// <param name="extras">What else to keep; nothing if null.</param>
    /// <param name="parent">The file that the world was branched from, if it was.</param>
    /// <exception cref="UserException">The file cannot be written, or the world holds numbers that are not finite.</exception>
    public static void Save(string path, ConfiguredWorld world, EcoExtras? extras = null, EcoParent? parent = null)
    {
        CheckName(path);
        EcoFile.Save(path, world.Ecosystem, world.Start, extras, parent);
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
}
