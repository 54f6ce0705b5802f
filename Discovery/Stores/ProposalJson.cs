using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Stores;

/// <summary>What a trial is to try, as a line of JSON with the names that its outcomes have.</summary>
internal static class ProposalJson
{
    private const string Copy = "copy";
    private const int Optional = 2;

    private static readonly ImmutableArray<string> names = [OutcomeJson.Genome, OutcomeJson.Parents, OutcomeJson.From, Copy];

    /// <exception cref="ArgumentException">A gene is not in [0, 1).</exception>
    public static byte[] Write(Proposal proposal)
    {
        if (!proposal.Genome.All(IsGene))
        {
            throw new ArgumentException("a gene is at least 0 and less than 1", nameof(proposal));
        }

        JsonObject json = new()
        {
            [OutcomeJson.Genome] = new JsonArray([.. proposal.Genome.Select(gene => JsonValue.Create(gene))]),
            [OutcomeJson.Parents] = new JsonArray([.. proposal.Parents.Select(parent => JsonValue.Create(parent))]),
        };
        if (proposal.From is int from)
        {
            json[OutcomeJson.From] = from;
            json[Copy] = proposal.IsCopy;
        }

        return Encoding.UTF8.GetBytes(json.ToJsonString() + "\n");
    }

    /// <exception cref="UserException">It is none.</exception>
    public static Proposal Read(ReadOnlyMemory<byte> text, string source) => JsonShape.Explained(source, () =>
    {
        RawObject json = new(text, names, Optional);
        return new Proposal(
            json.List<float>(OutcomeJson.Genome, "a list of numbers of at least 0 and less than 1", TryGene),
            json.List<int>(OutcomeJson.Parents, "a list of whole numbers", JsonTokens.TryInt))
        {
            From = json.Has(OutcomeJson.From) ? json.One<int>(OutcomeJson.From, "a whole number", JsonTokens.TryInt) : null,
            IsCopy = json.Has(Copy) && json.One<bool>(Copy, "true or false", JsonTokens.TryBool),
        };
    });

    private static bool TryGene(ref Utf8JsonReader json, out float gene) => JsonTokens.TryFloat(ref json, out gene) && IsGene(gene);

    private static bool IsGene(float gene) => gene is >= 0 and < 1;
}
