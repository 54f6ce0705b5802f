using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>Writes the world of one file to another; names' endings say what the files are.</summary>
internal static class WorldConversion
{
    /// <summary>Converts a file.</summary>
    /// <param name="input">The file to read.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="openDevice">Opens a device for the world, where one has to be made.</param>
    /// <returns>What the new file does not hold, a line each.</returns>
    /// <exception cref="UserException">A file is damaged, cannot be written, or is none of the known kinds.</exception>
    public static IReadOnlyList<string> Convert(string input, string output, Func<ComputeDevice> openDevice)
    {
        (bool fromPetri, bool toPetri) = (WorldFile.IsPetri(input), WorldFile.IsPetri(output));
        if (fromPetri && toPetri)
        {
            // The whole run: all checkpoints, all events. No world is made of it.
            PetriFile.Load(input).Save(output);
            return [];
        }

        AtomicFile.CheckWritable(output);
        List<string> leftOut = [];
        using ComputeDevice device = openDevice();
        using ConfiguredWorld world = WorldFile.Open(input, device, leftOut.Add);
        EcoParent? parent = fromPetri ? null : EcoFile.ReadHeader(input).Parent;
        EcoExtras extras = Thumbnail.AddTo(world.Extras, world.World, Palette.Find(Palette.Names[0]));
        WorldFile.Save(output, world, leftOut.Add, extras, parent);
        return leftOut;
    }
}
