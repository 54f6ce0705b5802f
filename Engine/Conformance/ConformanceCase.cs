using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>
/// A recorded step of the published browser implementation: parameters, inputs and the numbers that must come out.
/// A case is a folder with <c>case.json</c> and <c>tensors.f32</c>.
/// </summary>
public sealed partial class ConformanceCase
{
    private const string DescriptionFile = "case.json";
    private const string ValuesFile = "tensors.f32";

    private static readonly JsonSerializerOptions JsonOptions = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly string folder;
    private readonly Dictionary<string, ConformanceTensor> tensors = [];

    private ConformanceCase(string folder, Description description, byte[] bytes)
    {
        this.folder = folder;
        Name = description.Name;
        Parameters = description.Parameters;

        if (ConformanceRules.Problem(Parameters) is var (field, reason))
        {
            throw Malformed(folder, $"parameters.{field}", reason);
        }

        if (bytes.Length % sizeof(float) != 0)
        {
            throw Malformed(folder, ValuesFile, $"has {bytes.Length} bytes, expected a multiple of {sizeof(float)}");
        }

        foreach (var (name, place) in description.Tensors)
        {
            tensors.Add(name, ReadTensor(name, place, bytes));
        }
    }

    /// <summary>The name of the case.</summary>
    public string Name { get; }

    /// <summary>The parameters of the case.</summary>
    public ConformanceParameters Parameters { get; }

    /// <summary>Reads a case.</summary>
    /// <param name="folder">The folder with <c>case.json</c> and <c>tensors.f32</c>.</param>
    /// <exception cref="InvalidDataException">
    /// The folder is not a well-formed case; the message names folder and field.
    /// </exception>
    public static ConformanceCase Load(string folder)
    {
        var description = Read(folder, DescriptionFile, path =>
        {
            using JsonDocument document = StrictJson.Parse(File.ReadAllBytes(path));
            return document.RootElement.Deserialize<Description>(JsonOptions);
        });

        return new ConformanceCase(
            folder,
            description ?? throw Malformed(folder, DescriptionFile, "is null, expected an object"),
            Read(folder, ValuesFile, File.ReadAllBytes));
    }

    /// <summary>Whether the case holds the tensor.</summary>
    public bool Has(string tensor) => tensors.ContainsKey(tensor);

    /// <summary>A tensor of the case by its name, such as <c>grid</c> or <c>weight.expand0</c>.</summary>
    /// <exception cref="InvalidDataException">The case has no such tensor.</exception>
    public ConformanceTensor Tensor(string name) =>
        tensors.TryGetValue(name, out var tensor) ? tensor : throw Malformed(folder, $"tensors.{name}", "is missing");

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
            var field = exception.Path?.TrimStart('$', '.');
            var position = exception.LineNumber is long line ? $"{file} line {line + 1}" : file;
            throw Malformed(folder, string.IsNullOrEmpty(field) ? position : $"{field} ({position})", Reason(exception));
        }
    }

    // The serializer's message names .NET types, which say nothing to the author of a case, and ends in path and position.
    private static string Reason(JsonException exception) =>
        TypeName().Replace(exception.Message.Split(" Path: ")[0], "");

    [GeneratedRegex(@" (to|of type|for type) '?\w+(\.[\w+]+)+(\[\])?'?")]
    private static partial Regex TypeName();

    private ConformanceTensor ReadTensor(string name, TensorPlace? place, byte[] bytes)
    {
        var field = $"tensors.{name}";
        if (place is null)
        {
            throw Malformed(folder, field, "is null, expected shape and offset");
        }

        var shape = $"[{string.Join(", ", place.Shape)}]";
        if (place.Shape.Any(size => size < 1))
        {
            throw Malformed(folder, field, $"shape {shape} has a size below 1");
        }

        var expected = ConformanceRules.Shape(Parameters, name);
        if (expected is not null && !expected.SequenceEqual(place.Shape.Select(size => (long)size)))
        {
            throw Malformed(folder, field, $"shape is {shape}, expected [{string.Join(", ", expected)}]");
        }

        // A hostile shape may have a product beyond 64 bits.
        var count = place.Shape.Aggregate(BigInteger.One, (product, size) => product * size);
        var available = bytes.Length / sizeof(float);
        if (place.Offset < 0 || place.Offset + count > available)
        {
            var range = $"shape {shape} at offset {place.Offset}";
            throw Malformed(folder, field, $"{range} is outside the {available} floats of {ValuesFile}");
        }

        var values = new float[(int)count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(((int)place.Offset + i) * sizeof(float)));
        }

        return new ConformanceTensor(place.Shape, values);
    }

    private static InvalidDataException Malformed(string folder, string field, string reason) =>
        new($"Conformance case '{folder}': {field} {reason}".ReplaceLineEndings(" "));

    private sealed record Description(string Name, ConformanceParameters Parameters, Dictionary<string, TensorPlace?> Tensors);

    private sealed record TensorPlace(int[] Shape, long Offset);
}
