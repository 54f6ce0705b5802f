using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Genomes;

/// <summary>
/// Whole numbers from one to another, in steps where the parameter has them: low + step ⌊count · u⌋, or on a logarithmic scale
/// low (high / low)^u, rounded.
/// </summary>
/// <param name="Low">The lowest, a multiple of the step.</param>
/// <param name="High">The highest, a multiple of the step.</param>
/// <param name="Step">What all are multiples of.</param>
/// <param name="IsLogarithmic">Whether each decade is as likely as the next.</param>
/// <param name="LevelCount">How many values a grid takes of it; 0 where nobody has said.</param>
public sealed record IntegerPrior(long Low, long High, long Step, bool IsLogarithmic, int LevelCount = 0) : Prior
{
    internal const string Whole = "integer";

    /// <inheritdoc/>
    public override GeneKind Kind => GeneKind.Number;

    /// <inheritdoc/>
    public override ImmutableArray<float> LevelPlaces => SpreadOut(LevelCount);

    /// <inheritdoc/>
    public override string At(float u)
    {
        long count = (High - Low) / Step + 1;
        double steps = IsLogarithmic
            ? Math.Round((Low * Math.Pow((double)High / Low, u) - Low) / Step)
            : Math.Floor(count * (double)u);
        return (Low + Step * (long)Math.Clamp(steps, 0, count - 1)).ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override float? Multiply(float u, double factor)
    {
        long value = long.Parse(At(u), CultureInfo.InvariantCulture);
        long changed = Low + Step * (long)Math.Round((value * factor - Low) / Step);
        if (changed == value)
        {
            changed += (factor < 1) == (value >= 0) ? -Step : Step;
        }

        changed = Math.Clamp(changed, Low, High);

        // The middle of the places that stand for it; of one on a logarithmic scale, where it itself lies.
        return PlaceOf(
            IsLogarithmic ? (High == Low ? 0 : Math.Log((double)changed / Low) / Math.Log((double)High / Low))
            : ((double)(changed - Low) / Step + 0.5) / ((High - Low) / Step + 1));
    }

    internal static IntegerPrior ReadWhole(
        JsonElement prior, string name, ParameterDescription parameter, IReadOnlyList<string> beside)
    {
        JsonShape.RequireProperties(prior, name, [Whole], [NumberPrior.Logarithmic, Levels, .. beside]);
        (double low, double high) = ReadRange(prior.GetProperty(Whole), $"{name}.{Whole}", parameter);
        double step = parameter.MultipleOf ?? 1;
        bool isLogarithmic = prior.TryGetProperty(NumberPrior.Logarithmic, out JsonElement scale)
            && (scale.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? scale.GetBoolean()
                : throw new UserException($"{name}.{NumberPrior.Logarithmic} must be true or false beside {Whole}"));
        long first = (long)(Math.Ceiling(low / step) * step);
        long last = (long)(Math.Floor(high / step) * step);
        if (first > last || (isLogarithmic && first <= 0))
        {
            throw new UserException(
                first > last ? $"{name}.{Whole} holds no multiple of {step}" : $"{name}.{Whole} must begin above 0 on a logarithmic scale");
        }

        return new IntegerPrior(first, last, (long)step, isLogarithmic, ReadLevels(prior, name));
    }
}
