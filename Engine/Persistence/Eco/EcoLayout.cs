using System.Collections.Immutable;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Persistence.Eco;

/// <summary>Where a file's parts must lie, held against its size before any of them is read.</summary>
internal static class EcoLayout
{
    /// <summary>Refuses a header whose sections are not those of its world, one right behind the other.</summary>
    /// <param name="header">The header.</param>
    /// <param name="end">Where the last section ends: at the header.</param>
    public static void Check(EcoHeader header, long end)
    {
        ImmutableArray<StatePart> parts = RuleSets.Of(header.Parameters).StateOf(header.Parameters);
        if (header.Sections.Length != parts.Length)
        {
            throw new UserException(
                $"header.sections must be the {parts.Length} of a world; there are {header.Sections.Length}");
        }

        long next = EcoPreamble.Length;
        foreach ((EcoSection section, StatePart part) in header.Sections.Zip(parts))
        {
            CheckSection(section, part, part.Shape(header.Parameters));
            next = CheckPlace(section, next, end);
        }

        CheckExtras(header.Extras);
        foreach (EcoSection extra in header.Extras)
        {
            next = CheckPlace(extra, next, end);
        }

        if (next != end)
        {
            throw new UserException($"the last section ends at {next} and the header begins at {end}, which must be the same");
        }
    }

    private static void CheckSection(EcoSection section, StatePart part, ImmutableArray<long> shape)
    {
        if (section.Name != part.Name)
        {
            throw new UserException($"section '{Quote(section.Name)}' stands where '{part.Name}' must be");
        }

        if (!section.Shape.SequenceEqual(shape))
        {
            throw new UserException(
                $"section '{part.Name}' must have the shape {string.Join(" x ", shape)}, which follows from the parameters");
        }

        if (section.Deflated != part.Compresses)
        {
            throw new UserException($"section '{part.Name}' must be {(part.Compresses ? "deflated" : "raw")}");
        }

        long bytes = StatePart.Count(shape) * sizeof(float);
        if (!section.Deflated && section.Length != bytes)
        {
            throw new UserException($"section '{part.Name}' must have {bytes} bytes; its length is {section.Length}");
        }
    }

    private static void CheckExtras(ImmutableArray<EcoSection> extras)
    {
        HashSet<string> names = [];
        long room = EcoExtras.MostBytes;
        foreach (EcoSection extra in extras)
        {
            if (!EcoExtras.IsName(extra.Name) || !names.Add(extra.Name) || names.Count > EcoExtras.Most)
            {
                throw new UserException(
                    $"extra '{Quote(extra.Name)}' must have a name of its own of letters, digits and hyphens, and be one of {EcoExtras.Most} at most");
            }

            if (extra.Deflated || extra.Shape is not [long bytes] || bytes != extra.Length || extra.Length > room)
            {
                throw new UserException(
                    $"extra '{extra.Name}' must be raw, as long as its shape says, and fit into {EcoExtras.MostBytes >> 20} MiB with the others");
            }

            room -= extra.Length;
        }
    }

    private static long CheckPlace(EcoSection section, long next, long end) =>
        section.Offset == next && section.Length <= end - next
            ? next + section.Length
            : throw new UserException(
                $"section '{section.Name}' must begin at {next} and end by {end}; its offset is {section.Offset} and its length {section.Length}");

    private static string Quote(string name) => name.Length <= 40 ? name.ReplaceLineEndings(" ") : "...";
}
