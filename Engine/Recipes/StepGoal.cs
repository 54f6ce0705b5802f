using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace GpuEcosystem.Engine.Recipes;

/// <summary>How far to step: so many steps, or until the world has taken so many in all.</summary>
/// <param name="Number">How many; not negative.</param>
/// <param name="IsTotal">Whether those that the world has taken already count too.</param>
public sealed record StepGoal(long Number, bool IsTotal)
{
    /// <summary>What stands before a number of steps in all.</summary>
    internal const string Until = "until:";

    /// <summary>How it is written, in words.</summary>
    public const string Help = $"a whole number from 0 on, or {Until} and such a number";

    /// <summary>Reads it.</summary>
    /// <param name="text">Such as <c>500</c> or <c>until:5000</c>.</param>
    /// <param name="goal">What it says.</param>
    /// <returns>Whether it says anything.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out StepGoal? goal)
    {
        bool isTotal = text.StartsWith(Until, StringComparison.Ordinal);
        bool isNumber = long.TryParse(
            isTotal ? text[Until.Length..] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out long number);
        goal = isNumber && number >= 0 ? new StepGoal(number, isTotal) : null;
        return goal is not null;
    }

    /// <summary>Steps to take from where a world stands, which nobody asks for in vain.</summary>
    public long From(Func<long> step) => IsTotal ? Math.Max(0, Number - step()) : Number;

    /// <summary>The text that <see cref="TryParse"/> takes back to the same goal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsTotal ? Until : "")}{Number}");
}
