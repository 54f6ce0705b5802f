using System.Collections.Immutable;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Networks;

/// <summary>
/// How the networks of a world's species are made, and where their weights lie: species of one architecture are a group, groups are in the
/// order of their first members, and each is laid out as a world of its members alone. Equal where all species' networks are.
/// </summary>
internal sealed class NetworkPlan : IEquatable<NetworkPlan>
{
    private readonly ImmutableArray<Architecture> ofSpecies;

    /// <param name="ofSpecies">Each species' architecture, as many as each of them says.</param>
    public NetworkPlan(ImmutableArray<Architecture> ofSpecies)
    {
        this.ofSpecies = ofSpecies;
        ImmutableArray<NetworkGroup>.Builder groups = ImmutableArray.CreateBuilder<NetworkGroup>();
        foreach (IGrouping<Architecture, int> alike in Enumerable.Range(0, ofSpecies.Length).GroupBy(species => ofSpecies[species]))
        {
            NetworkGroup group = new(alike.Key, [.. alike], Length);
            groups.Add(group);
            Length += group.Length;
        }

        Groups = groups.ToImmutable();
        Slices =
        [
            .. from @group in Groups
               from slice in @group.Architecture.SlicesOf(@group.Members.Length)
               let moved = slice with { First = @group.First + slice.First, Group = @group.Members[slice.Group] }
               orderby moved.Group
               select moved,
        ];
    }

    /// <summary>Species that have networks of one architecture.</summary>
    public static NetworkPlan Alike(Architecture architecture) => new([.. Enumerable.Repeat(architecture, architecture.Species)]);

    /// <summary>A species' architecture, 0 = the first species.</summary>
    public Architecture this[int species] => ofSpecies[species];

    /// <summary>Number of species.</summary>
    public int Species => ofSpecies.Length;

    /// <summary>Channels that each proposes.</summary>
    public int Channels => ofSpecies[0].Channels;

    /// <summary>Species of one architecture each.</summary>
    public ImmutableArray<NetworkGroup> Groups { get; }

    /// <summary>Networks that share nothing: one for each species, or one for all.</summary>
    public int Networks => Slices[^1].Group + 1;

    /// <summary>Floats of all weights, and the gaps between them.</summary>
    public long Length { get; }

    /// <summary>The weights' slices, network by network in species' order, each layer by layer.</summary>
    public ImmutableArray<WeightSlice> Slices { get; }

    /// <summary>Where a species' wires begin among those of all, 0 = the first species; behind the last, how many there are.</summary>
    public int FirstWire(int species) => ofSpecies.Take(species).Sum(architecture => architecture.Wires);

    /// <summary>Rows of cells that any output cell depends on, above and below.</summary>
    public int Reach => Groups.Max(group => group.Architecture.Reach);

    /// <summary>How large each species' network is.</summary>
    public IReadOnlyList<NetworkSize> Sizes =>
        [.. ofSpecies.Select(architecture => new NetworkSize(architecture.Weights / Species, architecture.MultiplyAdds / Species))];

    /// <inheritdoc/>
    public bool Equals(NetworkPlan? other) => other is not null && ofSpecies.SequenceEqual(other.ofSpecies);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NetworkPlan);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Species, ofSpecies[0]);
}
