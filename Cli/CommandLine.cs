using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Verbs;
using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using ILGPU.Runtime;

namespace GpuEcosystem.Cli;

/// <summary>The program, apart from the process that it runs in.</summary>
public static class CommandLine
{
    /// <summary>Does what the arguments say and returns the exit code: 0 done, 1 the work failed, 2 the user must change
    /// something, which one line on <paramref name="error"/> names, 128 it was interrupted.</summary>
    public static int Run(
        string[] arguments,
        TextWriter output,
        TextWriter error,
        CancellationToken interruption = default)
    {
        Terminal terminal = new(output, error);
        try
        {
            // File names may well start with the @ that would stand for a file of arguments.
            ParseResult parsed = CreateRoot(terminal, interruption)
                .Parse(Spell(arguments), new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
            {
                throw new UserException(ExplainParseError(parsed));
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (UserException exception)
        {
            terminal.Fail(exception.Message);
            return ExitCode.UserMustAct;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            terminal.Fail(HasWorkingFolder() ? exception.Message : "the folder that this works in is gone; change to another one");
            return ExitCode.UserMustAct;
        }
        catch (Exception exception) when (DriverError.IsOutOfMemory(exception))
        {
            terminal.Fail("there is too little memory, or a limit on it (ulimit -v); a smaller grid, fewer species or fewer channels need less");
            return ExitCode.UserMustAct;
        }
        catch (AcceleratorException exception)
        {
            terminal.Fail($"the device failed: {DriverError.Explain(exception)}");
            return ExitCode.WorkFailed;
        }
        catch (Exception exception) when (exception is ConflictException or StoreAwayException)
        {
            terminal.Fail(exception.Message);
            return ExitCode.WorkFailed;
        }
        catch (OperationCanceledException)
        {
            terminal.Fail("interrupted");
            return ExitCode.Stopped;
        }
        catch (Exception exception)
        {
            terminal.Fail($"this is a defect of the program, not of what you asked for; please report it: {exception.Message}");
            error.WriteLine(exception.StackTrace);
            return ExitCode.WorkFailed;
        }
    }

    private static bool HasWorkingFolder()
    {
        try
        {
            return Directory.Exists(Directory.GetCurrentDirectory());
        }
        catch (IOException)
        {
            return false;
        }
    }

    // "help run" is what people try who know git.
    private static IReadOnlyList<string> Spell(string[] arguments) =>
        arguments is ["help", .. string[] verb] ? [.. verb, "--help"] : arguments;

    private static RootCommand CreateRoot(Terminal terminal, CancellationToken interruption)
    {
        RootCommand root = new("Species of neural cellular automata that compete and learn on a grid.")
        {
            RunVerb.Create(terminal, interruption),
            ViewVerb.Create(terminal, interruption),
            ServeVerb.Create(terminal, interruption),
            BranchVerb.Create(terminal, interruption),
            SweepVerb.Create(terminal, interruption),
            EvolveVerb.Create(terminal, interruption),
            WorkerVerb.Create(terminal, interruption),
            ArchiveVerb.Create(terminal, interruption),
            PresetsVerb.Create(terminal),
            ProfileVerb.Create(terminal, interruption),
            PlotVerb.Create(terminal),
            DevicesVerb.Create(terminal),
            VerifyVerb.Create(terminal, interruption),
            DiagnoseVerb.Create(terminal, interruption),
            ConvertVerb.Create(terminal),
            LinkVerb.Create(terminal),
            CircuitVerb.Create(terminal),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new VerbHelp((SynchronousCommandLineAction)help.Action!);
        return root;
    }

    private static string ExplainParseError(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        List<string> verbs = command.Subcommands.Select(verb => verb.Name).ToList();
        if (parsed.UnmatchedTokens is [string unknown, ..])
        {
            if (unknown.StartsWith('-'))
            {
                IEnumerable<string> options = command.Options.Select(option => option.Name);
                return $"there is no option '{unknown}'{NearestName.Question(unknown, options)}";
            }

            return verbs.Count > 0
                ? $"there is no verb '{unknown}'; the verbs are {string.Join(", ", verbs)}"
                : $"'{unknown}' belongs to no option";
        }

        return verbs.Count > 0
            ? $"a verb is needed: {string.Join(", ", verbs)}; --help says more"
            : parsed.Errors[0].Message;
    }
}
