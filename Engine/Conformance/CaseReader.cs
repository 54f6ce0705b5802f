using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>Reads the files of recorded cases, and trusts nothing in them.</summary>
internal static partial class CaseReader
{
    private const string DescriptionFile = "case.json";
    private const string ValuesFile = "tensors.f32";

    private static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Which rules a case names; null where it names none.</summary>
    /// <param name="folder">The case.</param>
    /// <exception cref="InvalidDataException">There is no JSON to be read.</exception>
    public static string? RulesOf(string folder) => Parse(folder, root =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("parameters", out JsonElement parameters)
        && parameters.ValueKind == JsonValueKind.Object
        && parameters.TryGetProperty("rules", out JsonElement rules)
            ? rules.ToString()
            : null);

    /// <summary>Reads a case.</summary>
    /// <param name="folder">The folder with <c>case.json</c> and <c>tensors.f32</c>.</param>
    /// <param name="problem">The first parameter that cannot be right, with the reason; null where all can.</param>
    /// <param name="shape">The shape that the parameters ask of a tensor; null for a name they say nothing about.</param>
    /// <exception cref="InvalidDataException">
    /// The folder is not a well-formed case; the message names folder and field.
    /// </exception>
    public static CaseFiles<TParameters> Load<TParameters>(
        string folder, Func<TParameters, (string Field, string Reason)?> problem, Func<TParameters, string, long[]?> shape)
    {
        Description<TParameters> description = Parse(folder, root => root.Deserialize<Description<TParameters>>(options))
            ?? throw Malformed(folder, DescriptionFile, "is null, expected an object");
        byte[] bytes = Read(folder, ValuesFile, File.ReadAllBytes);
        if (problem(description.Parameters) is var (field, reason))
        {
            throw Malformed(folder, $"parameters.{field}".TrimEnd('.'), reason);
        }

        if (bytes.Length % sizeof(float) != 0)
        {
            throw Malformed(folder, ValuesFile, $"has {bytes.Length} bytes, expected a multiple of {sizeof(float)}");
        }

        return new CaseFiles<TParameters>(
            folder,
            description.Name,
            description.Parameters,
            description.Tensors.ToDictionary(
                tensor => tensor.Key, tensor => ReadTensor(folder, tensor.Key, tensor.Value, shape(description.Parameters, tensor.Key), bytes)));
    }

    /// <summary>What is wrong with a case, in one line.</summary>
    public static InvalidDataException Malformed(string folder, string field, string reason) =>
        new($"Conformance case '{folder}': {field} {reason}".ReplaceLineEndings(" "));

    private static T Parse<T>(string folder, Func<JsonElement, T> take) => Read(folder, DescriptionFile, path =>
    {
        using JsonDocument document = StrictJson.Parse(File.ReadAllBytes(path));
        return take(document.RootElement);
    });

    private static T Read<T>(string folder, string file, Func<string, T> read)
    {
        try
        {
            return read(Path.Combine(folder, file));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Malformed(folder, file, "is missing");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Malformed(folder, file, $"cannot be read: {exception.Message}");
        }
        catch (JsonException exception)
        {
            string? field = exception.Path?.TrimStart('$', '.');
            string position = exception.LineNumber is long line ? $"{file} line {line + 1}" : file;
            throw Malformed(folder, string.IsNullOrEmpty(field) ? position : $"{field} ({position})", Reason(exception));
        }
    }

    // The serializer's message names .NET types, which say nothing to the author of a case, and ends in path and position.
    private static string Reason(JsonException exception) =>
        TypeName().Replace(exception.Message.Split(" Path: ")[0], "");

    [GeneratedRegex(@" (to|of type|for type) '?\w+(\.[\w+]+)+(`1)?(\[\S*\])?'?")]
    private static partial Regex TypeName();

    private static ConformanceTensor ReadTensor(string folder, string name, TensorPlace? place, long[]? expected, byte[] bytes)
    {
        string field = $"tensors.{name}";
        if (place is null)
        {
            throw Malformed(folder, field, "is null, expected shape and offset");
        }

        string shape = $"[{string.Join(", ", place.Shape)}]";
        if (place.Shape.Any(size => size < 1))
        {
            throw Malformed(folder, field, $"shape {shape} has a size below 1");
        }

        if (expected is not null && !expected.SequenceEqual(place.Shape.Select(size => (long)size)))
        {
            throw Malformed(folder, field, $"shape is {shape}, expected [{string.Join(", ", expected)}]");
        }

        // A hostile shape may have a product beyond 64 bits.
        BigInteger count = place.Shape.Aggregate(BigInteger.One, (product, size) => product * size);
        int available = bytes.Length / sizeof(float);
        if (place.Offset < 0 || place.Offset + count > available)
        {
            string range = $"shape {shape} at offset {place.Offset}";
            throw Malformed(folder, field, $"{range} is outside the {available} floats of {ValuesFile}");
        }

        float[] values = new float[(int)count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(((int)place.Offset + i) * sizeof(float)));
        }

        return new ConformanceTensor(place.Shape, values);
    }

    private sealed record Description<TParameters>(string Name, TParameters Parameters, Dictionary<string, TensorPlace?> Tensors);

    private sealed record TensorPlace(int[] Shape, long Offset);
}
