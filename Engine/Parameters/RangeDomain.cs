using System.Globalization;
using System.Numerics;

namespace GpuEcosystem.Engine.Parameters;

/// <summary>All numbers of a type from one bound to another, or the multiples of a number among them.</summary>
internal sealed class RangeDomain<T>(ParameterKind kind, T minimum, T maximum, T? multipleOf = null)
    : ValueDomain<T>(kind)
    where T : struct, INumber<T>
{
    // By way of the text, so that 0.1f is the double 0.1 and not the double nearest to the float.
    public override double? Minimum => double.Parse(Format(minimum), CultureInfo.InvariantCulture);

    public override double? Maximum => double.Parse(Format(maximum), CultureInfo.InvariantCulture);

    public override double? MultipleOf =>
        multipleOf is T factor ? double.Parse(Format(factor), CultureInfo.InvariantCulture) : null;

    public override string Values =>
        $"{Format(minimum)} to {Format(maximum)}{(multipleOf is T factor ? $", multiples of {Format(factor)}" : "")}";

    public override T Parse(string name, string text)
    {
        // Of whole numbers, too, many programs write 3 as 3.0.
        if (!T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T value) || T.IsNaN(value))
        {
            string noun = Kind == ParameterKind.Integer ? "whole number" : "number";
            throw new UserException(
                $"{name} must be a {noun} between {Format(minimum)} and {Format(maximum)}; '{text}' is not one");
        }

        Check(name, value);
        return value;
    }

    public override string Format(T value) => value.ToString(null, CultureInfo.InvariantCulture);

    public override void Check(string name, T value)
    {
        // Written so that NaN, which compares as false, is refused.
        if (!(value >= minimum && value <= maximum))
        {
            throw new UserException(
                $"{name} must lie between {Format(minimum)} and {Format(maximum)}; {Format(value)} does not");
        }

        if (multipleOf is T factor && value % factor != T.Zero)
        {
            throw new UserException($"{name} must be a multiple of {Format(factor)}; {Format(value)} is not");
        }
    }
}
