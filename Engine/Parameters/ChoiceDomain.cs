using System.Globalization;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>A few values, each with a name.</summary>
internal sealed class ChoiceDomain<T>(ParameterKind kind, params IReadOnlyList<T> values) : ValueDomain<T>(kind)
    where T : notnull
{
    public override IReadOnlyList<string> Choices { get; } = [.. values.Select(Name)];

    public override string Values => string.Join(", ", Choices);

    public override T Parse(string name, string text)
    {
        string wanted = Kind == ParameterKind.Integer
            && int.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out int number)
                ? number.ToString(CultureInfo.InvariantCulture)
                : text.Trim();
        foreach (T value in values)
        {
            if (string.Equals(Format(value), wanted, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw Refuse(name, $"'{text}'");
    }

    public override string Format(T value) => Name(value);

    public override void Check(string name, T value)
    {
        if (!values.Contains(value))
        {
            throw Refuse(name, Format(value));
        }
    }

    private static string Name(T value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private UserException Refuse(string name, string given) =>
        new($"{name} must be {string.Join(", ", Choices.SkipLast(1))} or {Choices[^1]}; {given} is not");
}
