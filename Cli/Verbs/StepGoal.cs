using System.CommandLine;
using System.Globalization;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>How far to step: so many steps, or until the world has taken so many in all.</summary>
internal sealed record StepGoal(long Number, bool IsTotal)
{
    private const string Until = "until:";

    /// <summary>The option that says it.</summary>
    public static Option<StepGoal> Option(long unlessGiven, string description) => new("--steps")
    {
        Description = description,
        HelpName = $"N|{Until}N",
        DefaultValueFactory = _ => new StepGoal(unlessGiven, IsTotal: false),
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            bool isTotal = text.StartsWith(Until, StringComparison.OrdinalIgnoreCase);
            if (!long.TryParse(isTotal ? text[Until.Length..] : text, NumberStyles.Float, CultureInfo.InvariantCulture, out long number)
                || number < 0)
            {
                result.AddError($"--steps must be a whole number from 0 on, or {Until} and such a number; '{text}' is neither");
            }

            return new StepGoal(number, isTotal);
        },
    };

    /// <summary>Steps to take from where a world stands, which nobody asks for in vain.</summary>
    public long From(Func<long> step) => IsTotal ? Math.Max(0, Number - step()) : Number;
}
