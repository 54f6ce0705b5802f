using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Discovery.Genomes;

/// <summary>All genes of a search: what the numbers of a genome, each in [0, 1), stand for in a world.</summary>
public sealed class GeneSpace
{
    private readonly RunConfiguration world;
    private readonly string written;

    private GeneSpace(RunConfiguration world, ImmutableArray<Gene> genes, string written)
    {
        this.world = world;
        this.written = written;
        Genes = genes;
        Coordinates = [.. genes.SelectMany(gene => gene.Coordinates)];
    }

    /// <summary>The genes, in their order.</summary>
    public ImmutableArray<Gene> Genes { get; }

    /// <summary>The numbers of a genome, in their order.</summary>
    public ImmutableArray<GeneCoordinate> Coordinates { get; }

    /// <summary>What <see cref="Read"/> takes back to the same genes.</summary>
    public JsonNode ToJson() => JsonNode.Parse(written)!;

    /// <summary>Reads genes by the names of the parameters that they change, found to be possible in a world.</summary>
    /// <param name="genes">Such as <c>{ "GrowthGateSteepness": { "log": [2, 30] } }</c>.</param>
    /// <param name="world">The world that they change; its rules say which parameters there are.</param>
    /// <exception cref="UserException">There is no such parameter, or it has no such values.</exception>
    internal static GeneSpace Read(JsonElement genes, RunConfiguration world)
    {
        GeneSpace space = new(world, GeneReader.Read(genes, world.Parameters), genes.GetRawText());
        float last = MathF.BitDecrement(1);
        foreach (float end in (float[])[0, last])
        {
            space.Express([.. Enumerable.Repeat(end, space.Coordinates.Length)]).Validate();
        }

        return space;
    }

    /// <summary>The world that a genome stands for.</summary>
    /// <param name="genome">As many numbers as there are coordinates.</param>
    /// <exception cref="UserException">Its values do not go together.</exception>
    public RunConfiguration Express(ImmutableArray<float> genome)
    {
        RunConfiguration expressed = world;
        foreach ((Gene gene, int first, int count) in Parts())
        {
            expressed = gene.Express(genome.AsSpan(first, count), expressed);
        }

        return expressed;
    }

    /// <summary>What a genome stands for, as changes of a world that lives; genes with schedules change none.</summary>
    /// <param name="genome">As many numbers as there are coordinates.</param>
    internal ImmutableArray<ParameterAssignment> AssignmentsOf(ImmutableArray<float> genome)
    {
        ImmutableArray<ParameterAssignment>.Builder assignments = ImmutableArray.CreateBuilder<ParameterAssignment>();
        foreach ((Gene gene, int first, int count) in Parts())
        {
            if (gene is ConstantGene constant)
            {
                assignments.Add(constant.AssignmentOf(genome.AsSpan(first, count)));
            }
        }

        return assignments.ToImmutable();
    }

    /// <summary>What a genome's numbers stand for, by the genes' names.</summary>
    /// <param name="genome">As many numbers as there are coordinates.</param>
    public ImmutableSortedDictionary<string, string> Describe(ImmutableArray<float> genome)
    {
        ImmutableSortedDictionary<string, string>.Builder values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((Gene gene, int first, int count) in Parts())
        {
            values[gene.Name] = gene.Describe(genome.AsSpan(first, count));
        }

        return values.ToImmutable();
    }

    private IEnumerable<(Gene Gene, int First, int Count)> Parts()
    {
        int first = 0;
        foreach (Gene gene in Genes)
        {
            int count = gene.Coordinates.Length;
            yield return (gene, first, count);
            first += count;
        }
    }
}
