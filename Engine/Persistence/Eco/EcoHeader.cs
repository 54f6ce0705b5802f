using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.State;

namespace GpuEcosystem.Engine.Persistence.Eco;

/// <summary>What a world file says about its world.</summary>
public sealed record EcoHeader
{
    internal EcoHeader(WorldCounters counters, ImmutableArray<EcoSection> sections, ImmutableArray<EcoSection> extras)
    {
        Counters = counters;
        Sections = sections;
        Extras = extras;
    }

    /// <summary>Where the world's bits come from: there it goes on bit by bit.</summary>
    public required Origin Origin { get; init; }

    /// <summary>The kind of device that the world lived on.</summary>
    public required DeviceKind Device { get; init; }

    /// <summary>What the world started from.</summary>
    public required RunConfiguration Start { get; init; }

    /// <summary>The rules in force.</summary>
    public required WorldParameters Parameters { get; init; }

    /// <summary>The file that this world was branched from, if it was.</summary>
    public required EcoParent? Parent { get; init; }

    /// <summary>Steps done since the world began.</summary>
    public long Step => Counters.Step;

    /// <summary>What its random numbers come from.</summary>
    public ulong WorldSeed => Counters.WorldSeed;

    /// <summary>The extras' names.</summary>
    public IEnumerable<string> ExtraNames => Extras.Select(extra => extra.Name);

    internal WorldCounters Counters { get; }

    internal ImmutableArray<EcoSection> Sections { get; }

    internal ImmutableArray<EcoSection> Extras { get; }
}

/// <summary>Where a branched world came from.</summary>
/// <param name="File">The file, as it was named then.</param>
/// <param name="Step">The step at which it left.</param>
public sealed record EcoParent(string File, long Step);

/// <summary>A part of a file.</summary>
/// <param name="Name">What it holds.</param>
/// <param name="Shape">The numbers' shape; of extras the number of bytes.</param>
/// <param name="Deflated">Whether it is compressed.</param>
/// <param name="Offset">Its first byte in the file.</param>
/// <param name="Length">Bytes in the file.</param>
/// <param name="Checksum">XxHash64 of these bytes.</param>
internal sealed record EcoSection(
    string Name, ImmutableArray<long> Shape, bool Deflated, long Offset, long Length, ulong Checksum);
