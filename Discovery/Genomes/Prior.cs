using System.Collections.Immutable;
using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Genomes;

/// <summary>The values that a gene may have, and how likely each is: a map from [0, 1), on which all are equally likely.</summary>
public abstract record Prior
{
    internal const string Levels = "levels";

    // A number's text has as many digits, so that a logarithm's last bit, which systems differ in, changes no value.
    private protected const string Digits = "G6";

    private protected const int MostLevels = 10_000;

    /// <summary>What near means for its values.</summary>
    public abstract GeneKind Kind { get; }

    /// <summary>The places of the values that a grid takes of it; none where nobody has said.</summary>
    public abstract ImmutableArray<float> LevelPlaces { get; }

    /// <summary>The value at a place, as a parameter's text.</summary>
    /// <param name="u">The place, in [0, 1).</param>
    public abstract string At(float u);

    /// <summary>
    /// The place of the value at a place times a factor, no further than to the ends of the range; a whole number changes by at least its
    /// step. Null where values are not multiplied.
    /// </summary>
    /// <param name="u">The place, in [0, 1).</param>
    /// <param name="factor">The factor, above 0.</param>
    public virtual float? Multiply(float u, double factor) => null;

    // The last place below 1 stands for the end.
    private protected static float PlaceOf(double u) => Math.Min((float)Math.Max(u, 0), MathF.BitDecrement(1));

    /// <summary>Reads what a parameter's values may be, such as <c>{ "log": [2, 30] }</c>.</summary>
    /// <param name="prior">What is read.</param>
    /// <param name="name">Where it stands, for messages.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="beside">Properties that stand beside and mean something else.</param>
    /// <exception cref="UserException">It says nothing that is possible.</exception>
    internal static Prior Read(JsonElement prior, string name, ParameterDescription parameter, params IReadOnlyList<string> beside)
    {
        JsonShape.Require(prior, JsonValueKind.Object, name, """an object such as { "uniform": [0, 1] }""");
        string[] kinds = [NumberPrior.Uniform, NumberPrior.Logarithmic, IntegerPrior.Whole, ListPrior.Choice, ListPrior.Numbers];

        // Whole numbers may lie on a logarithmic scale.
        string? kind = kinds.OrderBy(one => one == NumberPrior.Logarithmic).FirstOrDefault(one => prior.TryGetProperty(one, out _));
        return kind switch
        {
            NumberPrior.Uniform or NumberPrior.Logarithmic => NumberPrior.ReadNumbers(prior, name, kind, parameter, beside),
            IntegerPrior.Whole => IntegerPrior.ReadWhole(prior, name, parameter, beside),
            ListPrior.Choice or ListPrior.Numbers => ListPrior.ReadList(prior, name, kind, parameter, beside),
            _ => throw new UserException($"{name} needs one of {string.Join(", ", kinds)}"),
        };
    }

    private protected static (double Low, double High) ReadRange(JsonElement range, string name, ParameterDescription parameter)
    {
        if (range.ValueKind != JsonValueKind.Array || range.GetArrayLength() != 2)
        {
            throw new UserException($"{name} must be [lowest, highest]; {JsonShape.Quote(range)} is not");
        }

        double low = ReadBound(range[0], $"{name}[0]", parameter);
        double high = ReadBound(range[1], $"{name}[1]", parameter);
        return low < high ? (low, high) : throw new UserException($"{name} must begin below its end; {JsonShape.Quote(range)} does not");
    }

    // From one end of the range to the other, which itself is no place.
    private protected static ImmutableArray<float> SpreadOut(int count) =>
        [.. Enumerable.Range(0, count).Select(level => count == 1 ? 0.5f : Math.Min((float)level / (count - 1), MathF.BitDecrement(1)))];

    private protected static int ReadLevels(JsonElement prior, string name) => prior.TryGetProperty(Levels, out JsonElement levels)
        ? (int)JsonShape.ReadWholeNumber(levels, $"{name}.{Levels}", 1, MostLevels)
        : 0;

    private static double ReadBound(JsonElement bound, string name, ParameterDescription parameter)
    {
        if (parameter.Minimum is not double lowest || parameter.Maximum is not double highest)
        {
            throw new UserException($"{parameter.Name} has no range; give the values to choose from, which are {parameter.Values}");
        }

        return bound.ValueKind == JsonValueKind.Number && bound.TryGetDouble(out double number) && number >= lowest && number <= highest
            ? number
            : throw new UserException($"{name} must be a value of {parameter.Name}, {parameter.Values}; {JsonShape.Quote(bound)} is not");
    }
}
