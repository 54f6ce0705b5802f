using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuEcosystem.Cli.Output;

/// <summary>How results are written for other programs, on standard output and in files.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions line = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static readonly JsonSerializerOptions layout = new(line) { WriteIndented = true };

    /// <summary>A result as JSON.</summary>
    public static string Of(object result) => JsonSerializer.Serialize(result, layout);

    /// <summary>The same without a line break, for who reads line by line while the program goes on.</summary>
    public static string LineOf(object result) => JsonSerializer.Serialize(result, line);
}
