using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Persistence.Eco;

/// <summary>A world read from a file.</summary>
/// <param name="World">The world, which the caller owns.</param>
/// <param name="Header">What the file says about it; <see cref="EcoHeader.Start"/> is what
/// <see cref="ConfiguredWorld.GoOn"/> needs.</param>
/// <param name="Extras">What else the file keeps.</param>
public sealed record EcoWorld(World World, EcoHeader Header, EcoExtras Extras)
{
    /// <summary>The world with its walls, schedule and past, which owns it from then on.</summary>
    public ConfiguredWorld GoOn() => ConfiguredWorld.GoOn(
        World, Header.Start, Extras, Extras.ReadRecipe(), Header.Origin);
}

/// <summary>
/// World files, <c>.eco</c>: a world with everything that its further steps follow from. A world that was loaded goes on
/// bit by bit as the one that was saved, on a device that rounds as its <see cref="Origin"/>. Their format is in docs/eco-format.md.
/// </summary>
public static class EcoFile
{
    /// <summary>How the files' names end.</summary>
    public const string Extension = ".eco";

    /// <summary>Writes a world; the file appears whole or not at all, in place of an older one.</summary>
    /// <param name="path">Where.</param>
    /// <param name="world">The world, which is waited for.</param>
    /// <param name="start">What the world started from.</param>
    /// <param name="extras">What else to keep; nothing if null.</param>
    /// <param name="parent">The file that the world was branched from, if it was.</param>
    /// <exception cref="UserException">The file cannot be written, or the world holds numbers that are not finite.</exception>
    internal static void Save(
        string path, World world, RunConfiguration start, EcoExtras? extras = null, EcoParent? parent = null) =>
        Save(path, world, start, Origin.Of(world.Device), extras ?? EcoExtras.None, parent);

    /// <summary>Writes a world; the file appears whole or not at all, in place of an older one.</summary>
    /// <param name="path">Where.</param>
    /// <param name="world">The world, which is waited for; it is saved as one that started from the rules in force.</param>
    /// <exception cref="UserException">The file cannot be written, or the world holds numbers that are not finite.</exception>
    public static void Save(string path, World world) =>
        Save(path, world, new RunConfiguration(world.Parameters, [], []));

    /// <summary>Writes a world with how it came to be.</summary>
    /// <param name="path">Where.</param>
    /// <param name="world">The world, which is waited for.</param>
    /// <param name="extras">What else to keep; what <see cref="ConfiguredWorld.Extras"/> hold if null.</param>
    /// <param name="parent">The file that the world was branched from, if it was.</param>
    /// <exception cref="UserException">The file cannot be written, or the world holds numbers that are not finite.</exception>
    public static void Save(string path, ConfiguredWorld world, EcoExtras? extras = null, EcoParent? parent = null) =>
        Save(path, world.World, world.Start, world.Origin, (extras ?? world.Extras).WithRecipe(world), parent);

    private static void Save(
        string path, World world, RunConfiguration start, Origin origin, EcoExtras extras, EcoParent? parent) =>
        AtomicFile.Write(path, file => EcoWriter.Write(file, world, start, origin, extras, parent));

    /// <summary>Reads what a file says about its world, and nothing else of it.</summary>
    /// <exception cref="UserException">It cannot be read, or is no world file.</exception>
    public static EcoHeader ReadHeader(string path) => Read(path, reader => reader.Header);

    /// <summary>Reads what a file keeps beside its world.</summary>
    /// <exception cref="UserException">It cannot be read, or is no world file.</exception>
    public static EcoExtras ReadExtras(string path) => Read(path, reader => reader.ReadExtras());

    /// <summary>Makes a file's world.</summary>
    /// <param name="path">The file.</param>
    /// <param name="device">Where the world shall live; the device must outlive it.</param>
    /// <exception cref="UserException">The file cannot be read or is damaged, or the device is too small.</exception>
    public static EcoWorld Load(string path, ComputeDevice device) => Read(path, reader =>
    {
        EcoExtras extras = reader.ReadExtras();
        return new EcoWorld(reader.ReadWorld(device), reader.Header, extras);
    });

    /// <summary>Reads all of a file to see whether it is whole.</summary>
    /// <exception cref="UserException">It cannot be read, or is damaged.</exception>
    public static void Check(string path) => Read(path, reader =>
    {
        reader.CheckWorld();
        return reader.ReadExtras();
    });

    private static T Read<T>(string path, Func<EcoReader, T> read) => InputFile.Read(path, file =>
    {
        try
        {
            return read(new EcoReader(file));
        }
        catch (UserException exception)
        {
            throw new UserException($"{path}: {exception.Message}", exception);
        }
    });
}
