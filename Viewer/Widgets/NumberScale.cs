using System.Globalization;

namespace GpuEcosystem.Viewer.Widgets;

/// <summary>
/// How the numbers from one bound to another lie along a slider: evenly, or, with <paramref name="finest"/> above 0,
/// each decade as wide as the next. A range from 0 then begins at the finest value, and 0 itself is the left end.
/// </summary>
/// <param name="minimum">The value at the left end.</param>
/// <param name="maximum">The value at the right end.</param>
/// <param name="wholeStep">What every value is a multiple of; 0 where values need not be whole.</param>
/// <param name="finest">Where decades begin; 0 for an even scale.</param>
internal sealed class NumberScale(double minimum, double maximum, double wholeStep = 0, double finest = 0)
{
    // By keys, a decade is about as long as a fifth of an even scale.
    private const double KeysPerDecade = 20;

    private double Lowest => Math.Max(minimum, finest);

    // What a person would count in: 1, 2 or 5 times a power of ten, about a hundredth of the range.
    private double EvenStep
    {
        get
        {
            double wanted = (maximum - minimum) / 100;
            double power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
            double step = power * (wanted / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
            return Math.Max(step, wholeStep);
        }
    }

    /// <summary>Where a value lies: 0 left, 1 right.</summary>
    public double Fraction(double value) => Math.Clamp(
        finest > 0 && value > 0 ? Math.Log(value / Lowest) / Math.Log(maximum / Lowest) : (value - minimum) / (maximum - minimum),
        0,
        1);

    /// <summary>The round value nearest to a place.</summary>
    public double Value(double fraction)
    {
        if (fraction <= 0)
        {
            return minimum;
        }

        if (fraction >= 1)
        {
            return maximum;
        }

        return finest > 0
            ? Round(Significant(Lowest * Math.Pow(maximum / Lowest, fraction), 3))
            : Round(Multiple(minimum + fraction * (maximum - minimum), EvenStep));
    }

    /// <summary>
    /// The value that a key leads to. With Shift the step is a tenth, or, where values are whole and lie evenly, ten times as
    /// large.
    /// </summary>
    public double Step(double value, int direction, bool isShifted)
    {
        if (finest > 0)
        {
            return DecadeStep(value, direction, isShifted);
        }

        double step = wholeStep > 0 ? wholeStep * (isShifted ? 10 : 1) : EvenStep / (isShifted ? 10 : 1);
        return Round(Multiple(value + direction * step, Math.Min(step, wholeStep > 0 ? wholeStep : step)));
    }

    /// <summary>A value as a person would write it.</summary>
    public static string Text(double value) => value.ToString("0.################", CultureInfo.InvariantCulture);

    private double DecadeStep(double value, int direction, bool isShifted)
    {
        if (value <= Lowest && minimum < Lowest)
        {
            bool goesUp = direction > 0;
            if (value < Lowest || !goesUp)
            {
                return goesUp ? Lowest : minimum;
            }
        }

        double factor = Math.Pow(10, direction / (KeysPerDecade * (isShifted ? 10 : 1)));
        double next = Round(Significant(value * factor, isShifted ? 3 : 2));
        double whole = value + direction * wholeStep;
        return wholeStep > 0 && Math.Abs(next - value) < wholeStep ? Round(whole) : Math.Max(next, Lowest);
    }

    private double Round(double value) =>
        Math.Clamp(wholeStep > 0 ? Multiple(value, wholeStep) : value, minimum, maximum);

    private static double Multiple(double value, double step) => Math.Round(Math.Round(value / step) * step, 10);

    private static double Significant(double value, int digits)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)) - digits + 1);
        return Math.Round(Math.Round(value / power) * power, 12);
    }
}
