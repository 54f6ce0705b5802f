using System.Collections.Immutable;
using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Genomes;

/// <summary>Some values: item ⌊count · u⌋.</summary>
/// <param name="Items">The values, as a parameter's texts.</param>
/// <param name="Kind">Whether they are names, or numbers in their order.</param>
public sealed record ListPrior(ImmutableArray<string> Items, GeneKind Kind) : Prior
{
    internal const string Choice = "choice";
    internal const string Numbers = "values";

    /// <inheritdoc/>
    public override GeneKind Kind { get; } = Kind;

    /// <inheritdoc/>
    public override ImmutableArray<float> LevelPlaces => [.. Enumerable.Range(0, Items.Length).Select(item => (item + 0.5f) / Items.Length)];

    /// <inheritdoc/>
    public override string At(float u) => Items[Math.Min((int)(Items.Length * (double)u), Items.Length - 1)];

    /// <inheritdoc/>
    public bool Equals(ListPrior? other) => other is not null && Kind == other.Kind && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Items.Length);

    internal static ListPrior ReadList(
        JsonElement prior, string name, string kind, ParameterDescription parameter, IReadOnlyList<string> beside)
    {
        JsonShape.RequireProperties(prior, name, [kind], beside);
        JsonElement list = prior.GetProperty(kind);
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MostLevels)
        {
            throw new UserException($"{name}.{kind} must be an array of 1 to {MostLevels} values; {JsonShape.Quote(list)} is not");
        }

        string[] items = [.. list.EnumerateArray().Select((item, index) => ReadItem(item, $"{name}.{kind}[{index}]", parameter))];
        if (items.Distinct().Count() < items.Length)
        {
            throw new UserException($"{name}.{kind} has a value twice");
        }

        return new ListPrior([.. items], kind == Numbers ? GeneKind.Number : GeneKind.Choice);
    }

    private static string ReadItem(JsonElement item, string name, ParameterDescription parameter)
    {
        if (item.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
        {
            throw new UserException($"{name} must be a value of {parameter.Name}; {JsonShape.Quote(item)} is not");
        }

        try
        {
            return parameter.Normal(item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText());
        }
        catch (UserException exception)
        {
            throw new UserException($"{name}: {exception.Message}", exception);
        }
    }
}
