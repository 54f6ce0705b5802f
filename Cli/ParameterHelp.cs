using System.CommandLine;
using System.CommandLine.Invocation;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Cli;

/// <summary>The usual help; for verbs that take parameters it ends with all of them.</summary>
internal sealed class ParameterHelp(SynchronousCommandLineAction help, params IReadOnlyList<Command> verbs)
    : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = help.Invoke(parseResult);
        if (verbs.Contains(parseResult.CommandResult.Command))
        {
            Write(parseResult.InvocationConfiguration.Output);
        }

        return exitCode;
    }

    private static void Write(TextWriter output)
    {
        HashSet<string> told = [];
        foreach (RuleSet rules in RuleSets.All)
        {
            output.WriteLine(rules == RuleSets.Standard
                ? "Parameters (for --set and for configuration files):"
                : $"Further parameters of the rules {rules.Name}:");
            foreach (ParameterDescription parameter in rules.Catalogue.All.Where(parameter => told.Add(parameter.Name)))
            {
                string name = parameter.PerSpecies ? $"{parameter.Name}[n]" : parameter.Name;
                output.WriteLine($"  {name,-26} {parameter.Explanation}");
                output.WriteLine($"  {"",-26} {Values(parameter)}; {parameter.Read(rules.Catalogue.Standard)} unless set");
            }

            output.WriteLine();
        }
    }

    private static string Values(ParameterDescription parameter)
    {
        if (parameter.Choices.Count > 0)
        {
            return string.Join(", ", parameter.Choices);
        }

        if (parameter.Kind == ParameterKind.Switch)
        {
            return "true, false";
        }

        string multiple = parameter.MultipleOf is double factor ? $", multiples of {factor}" : "";
        string unit = parameter.Unit.Length > 0 ? $" {parameter.Unit}" : "";
        return $"{parameter.Minimum} to {parameter.Maximum}{unit}{multiple}";
    }
}
