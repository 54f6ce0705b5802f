using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Discovery.Genomes;

/// <summary>Numbers from one bound to another: low + (high − low) u, or low (high / low)^u where they span decades.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest.</param>
/// <param name="IsLogarithmic">Whether each decade is as likely as the next.</param>
/// <param name="LevelCount">How many values a grid takes of it; 0 where nobody has said.</param>
public sealed record NumberPrior(double Low, double High, bool IsLogarithmic, int LevelCount = 0) : Prior
{
    internal const string Uniform = "uniform";
    internal const string Logarithmic = "log";

    /// <inheritdoc/>
    public override GeneKind Kind => GeneKind.Number;

    /// <inheritdoc/>
    public override ImmutableArray<float> LevelPlaces => SpreadOut(LevelCount);

    /// <inheritdoc/>
    public override string At(float u)
    {
        // The last place stands for the end itself, which is a level of grids.
        double place = u == MathF.BitDecrement(1) ? 1 : u;
        double value = IsLogarithmic ? Low * Math.Pow(High / Low, place) : Low + (High - Low) * place;
        double rounded = double.Parse(value.ToString(Digits, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Clamp(rounded, Low, High).ToString(CultureInfo.InvariantCulture);
    }

    /// <inheritdoc/>
    public override float? Multiply(float u, double factor)
    {
        double value = Math.Clamp(double.Parse(At(u), CultureInfo.InvariantCulture) * factor, Low, High);
        return PlaceOf(IsLogarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low));
    }

    internal static NumberPrior ReadNumbers(
        JsonElement prior, string name, string kind, ParameterDescription parameter, IReadOnlyList<string> beside)
    {
        JsonShape.RequireProperties(prior, name, [kind], [Levels, .. beside]);
        if (parameter.Kind != ParameterKind.Number)
        {
            throw new UserException($"{name}: {parameter.Name} is not a number with fractions; use {IntegerPrior.Whole} or {ListPrior.Choice}");
        }

        (double low, double high) = ReadRange(prior.GetProperty(kind), $"{name}.{kind}", parameter);
        return kind == Uniform || low > 0
            ? new NumberPrior(low, high, kind == Logarithmic, ReadLevels(prior, name))
            : throw new UserException($"{name}.{kind} must begin above 0");
    }
}
