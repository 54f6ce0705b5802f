using System.CommandLine;
using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>Options that several verbs have, and the kinds of options that they are made of.</summary>
internal static class CommonOptions
{
    public static Option<string> Device() => new("--device")
    {
        Description = "Where to compute: auto, cpu, opencl[:i] or cuda[:i]; 'devices' lists them",
        HelpName = "ID",
        DefaultValueFactory = _ => "auto",
    };

    public static Option<string> Palette() => new("--palette")
    {
        Description = $"Colours of the species: {string.Join(", ", Engine.Display.Palette.Names)}",
        HelpName = "NAME",
        DefaultValueFactory = _ => Engine.Display.Palette.Names[0],
    };

    public static Option<string?> ShownWorld(string description) =>
        Path("--world", "N|all", $"{description} of worlds that live at once: one, or all side by side; the first unless given");

    public static Engine.Display.ShownWorld ReadShownWorld(ParseResult parsed, Option<string?> option, WorldParameters parameters) =>
        parsed.GetValue(option) is string text ? Engine.Display.ShownWorld.Parse(option.Name, text, parameters) : default;

    public static Option<bool> Json() => Flag(
        "--json",
        "Write the result as one JSON object to standard output, and all else to standard error");

    public static Option<bool> Overwrite() => Flag(
        Output.OutputFolder.Overwrite,
        "Remove the files of an older run from the folder that is written to, instead of refusing it");

    public static Option<string?> SaveRecipe() => Path(
        "--save-recipe", "FILE.json", "At the end, how the world started and what was done to it, for --recipe");

    public static Option<StepGoal?> Steps(string description) => new("--steps")
    {
        Description = description,
        HelpName = "N|until:N",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!StepGoal.TryParse(text, out StepGoal? goal))
            {
                result.AddError($"--steps must be {StepGoal.Help}; '{text}' is not");
            }

            return goal;
        },
    };

    public static Option<string[]> Repeated(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<bool> Flag(string name, string description) => new(name)
    {
        Description = description,
        Arity = ArgumentArity.Zero,
    };

    public static Option<string?> Path(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
    };

    public static Option<long> WholeNumber(
        string name,
        string helpName,
        long minimum,
        long? unlessGiven,
        string description) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = unlessGiven is long usual ? _ => usual : null,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (!long.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out long number)
                    || number < minimum)
                {
                    result.AddError($"{name} must be a whole number from {minimum} on; '{text}' is not one");
                }

                return number;
            },
        };

    /// <summary>Whether the user wrote the option, as opposed to leaving it at what holds unless given.</summary>
    public static bool Gives(this ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
