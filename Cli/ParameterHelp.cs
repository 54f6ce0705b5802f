using System.CommandLine;
using System.CommandLine.Invocation;
using GpuEcosystem.Engine.Parameters;

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
        output.WriteLine("Parameters (for --set and for configuration files):");
        foreach (ParameterDescription parameter in ParameterCatalogue.All)
        {
            string name = parameter.PerSpecies ? $"{parameter.Name}[n]" : parameter.Name;
            output.WriteLine($"  {name,-26} {parameter.Explanation}");
            output.WriteLine($"  {"",-26} {Values(parameter)}; {parameter.Default} unless set");
        }

        output.WriteLine();
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
        return $"{parameter.Minimum} to {parameter.Maximum}{multiple}";
    }
}
