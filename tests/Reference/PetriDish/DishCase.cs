using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>A recorded case of the Petri Dish rules.</summary>
public sealed class DishCase
{
    private static readonly string folder = Path.Combine(AppContext.BaseDirectory, "conformance", "petri-dish");

    private static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly Description description;
    private readonly float[] values;

    private DishCase(string name)
    {
        string path = Path.Combine(folder, name);
        description = JsonSerializer.Deserialize<Description>(File.ReadAllBytes(Path.Combine(path, "case.json")), options)!;
        values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(path, "tensors.f32"))).ToArray();
        Parameters = description.Parameters.Deserialize<DishParameters>(options)!;
        Weights = new DishWeights
        {
            Encoder = Input("weight.encoder"),
            Middle = [.. Enumerable.Range(0, Parameters.Depth).Select(layer => Input($"weight.middle{layer}"))],
            Decoder = Input("weight.decoder"),
        };
        Sun = Input("sun");
    }

    /// <summary>The names of all cases.</summary>
    public static IEnumerable<string> Names => Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order();

    /// <summary>The names of the cases of a kind.</summary>
    public static IEnumerable<string> OfKind(string kind) => Names.Where(name => Load(name).Kind == kind);

    /// <summary>The parameters that the rules go by.</summary>
    public DishParameters Parameters { get; }

    /// <summary>The weights; a test may change them.</summary>
    public DishWeights Weights { get; }

    /// <summary>The sun's proposal <c>[C]</c>; a test may change it.</summary>
    public double[] Sun { get; }

    /// <summary>What the case is a record of.</summary>
    public string Kind => Setting("kind").GetString()!;

    /// <summary>The worlds before the first step, <c>[world][A + C][y][x]</c>.</summary>
    public double[][] Worlds => [.. Input("grid").Chunk((Parameters.Entities + Parameters.Channels) * Parameters.Cells)];

    /// <summary>Reads the case of that name.</summary>
    public static DishCase Load(string name) => new(name);

    /// <summary>A parameter that says how the case was recorded.</summary>
    public JsonElement Setting(string name) => description.Parameters.GetProperty(name);

    /// <summary>Recorded numbers, as they are.</summary>
    public float[] Recorded(string tensor)
    {
        Place place = description.Tensors[tensor];
        return values[place.Offset..(place.Offset + place.Shape.Aggregate(1, (product, size) => product * size))];
    }

    /// <summary>Recorded numbers in double precision.</summary>
    public double[] Input(string tensor) => Array.ConvertAll(Recorded(tensor), value => (double)value);

    private sealed record Description(JsonElement Parameters, Dictionary<string, Place> Tensors);

    private sealed record Place(int[] Shape, int Offset);
}
