using System.Text.Json.Nodes;
using GpuEcosystem.Cli;

namespace GpuEcosystem.Tests.Cli;

/// <summary>What the program did with some arguments.</summary>
internal sealed record Invocation(int ExitCode, string Output, string Error)
{
    public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

    public static Invocation Of(params string[] arguments) => Of(default, arguments);

    public static Invocation Of(CancellationToken interruption, params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        int exitCode = CommandLine.Run(arguments, output, error, interruption);
        return new Invocation(exitCode, output.ToString(), error.ToString());
    }
}
