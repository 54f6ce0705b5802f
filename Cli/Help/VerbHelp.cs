using System.CommandLine;
using System.CommandLine.Invocation;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Engine.Worlds;
using Spectre.Console;

namespace GpuEcosystem.Cli.Help;

/// <summary>The help of a <see cref="Verb"/>: its options in groups, and all parameters of worlds; of anything else, the usual help.</summary>
internal sealed class VerbHelp(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
{
    // Where nobody sees a terminal, a line is a line: for grep.
    private const int NoWidth = 2000;

    private const int Indent = 2;
    private const int Gap = 2;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is not Verb verb)
        {
            return usual.Invoke(parseResult);
        }

        TextWriter output = parseResult.InvocationConfiguration.Output;
        string arguments = string.Concat(verb.Arguments.Select(argument => $" <{argument.Name}>"));
        output.WriteLine(verb.Description);
        output.WriteLine();
        output.WriteLine($"Usage: gpueco {verb.Name}{arguments} [options]");
        Write(output, "Arguments", verb.Arguments.Select(argument => ($"<{argument.Name}>", argument.Description ?? "")));
        foreach ((string title, IReadOnlyList<Option> options) in verb.Groups)
        {
            Write(output, title, options.Select(option => (Usage(option), Explain(option))));
        }

        WriteParameters(output);
        return 0;
    }

    private static void WriteParameters(TextWriter output)
    {
        HashSet<string> told = [];
        foreach (RuleSet rules in RuleSets.All)
        {
            string owner = rules == RuleSets.Standard ? "" : $" of the rules {rules.Name}";
            foreach (IGrouping<ParameterGroup, ParameterDescription> group in rules.Catalogue.All
                .Where(parameter => told.Add(parameter.Name))
                .GroupBy(parameter => parameter.Group)
                .OrderBy(group => group.Key))
            {
                Write(output, $"Parameters{owner}: {Title(group.Key)}", group.Select(parameter => Describe(parameter, rules)));
            }
        }
    }

    private static string Title(ParameterGroup group) => group switch
    {
        ParameterGroup.Main => "what most people turn first",
        ParameterGroup.Advanced => "what else changes a world while it lives",
        _ => "what a world is made of",
    };

    private static (string Name, string Explanation) Describe(ParameterDescription parameter, RuleSet rules)
    {
        string name = parameter.PerSpecies ? $"{parameter.Name}[n]" : parameter.Name;
        string unit = parameter.Unit.Length > 0 ? $" {parameter.Unit}" : "";
        string others = parameter.OtherNames.Count > 0 ? $"; also called {string.Join(", ", parameter.OtherNames)}" : "";
        return (name, $"{parameter.Explanation}\n{parameter.Values}{unit}; {parameter.Read(rules.Catalogue.Standard)} unless set{others}");
    }

    private static string Usage(Option option) =>
        option.HelpName is string value ? $"{option.Name} {value}" : option.Name;

    private static string Explain(Option option) => option is { HasDefaultValue: true, Arity.MaximumNumberOfValues: > 0 }
        && Convert.ToString(option.GetDefaultValue(), System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } usual
            ? $"{option.Description}; {usual} unless given"
            : option.Description ?? "";

    // Names, and beside them in a column of their own what they mean.
    private static void Write(TextWriter output, string title, IEnumerable<(string Name, string Meaning)> lines)
    {
        (string Name, string Meaning)[] all = [.. lines];
        if (all.Length == 0)
        {
            return;
        }

        AnsiConsoleOutput target = new(output);
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = target.IsTerminal ? target.Width : NoWidth;
        Grid grid = new();
        grid.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(Indent, 0, Gap, 0) });
        grid.AddColumn(new GridColumn { Padding = new Padding(0) });
        foreach ((string name, string meaning) in all)
        {
            grid.AddRow(new Text(name), new Text(meaning));
        }

        console.Write(grid);
        output.WriteLine();
        output.WriteLine($"{title}:");
        foreach (string line in text.ToString().TrimEnd().Split('\n'))
        {
            output.WriteLine(line.TrimEnd());
        }
    }
}
