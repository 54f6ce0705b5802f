using System.Globalization;
using System.Text.Json.Serialization;
using GpuEcosystem.Engine.Circuits.Files;
using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Cli.Output;

/// <summary>What a circuit comes to; its JSON form is part of the command line.</summary>
internal sealed class CircuitReport(StoredCircuit stored, CircuitCounts counts, GateNetwork network)
{
    public int Planes => stored.Circuit.Shape.Inputs;

    public int Answers => stored.Circuit.Shape.Outputs;

    public bool Periodic => stored.Periodic;

    public bool Asynchronous => stored.Asynchronous;

    public float FireRate => stored.FireRate;

    public int Gates => counts.Gates;

    public int Passes => counts.Passes;

    public int NotPasses => counts.NotPasses;

    public int Dead => counts.Dead;

    public int Reachable => counts.Reachable;

    public int Deciding => counts.Deciding;

    public int OperationsAfterStructure => counts.AfterStructure;

    public int OperationsAfterFunction => counts.AfterFunction;

    public int OperationsAfterSubstitution => counts.AfterSubstitution;

    /// <summary>Cells of the neighbourhood, in all planes, that the answers depend on.</summary>
    public int CellsRead => network.Inputs.Length;

    /// <summary>How many gates there are of each kind that occurs, by its name.</summary>
    public IReadOnlyDictionary<string, int> Kinds => counts.Kinds
        .Select((count, kind) => (Name: Engine.Circuits.Gates.NameOf(kind), Count: count))
        .Where(kind => kind.Count > 0)
        .ToDictionary(kind => kind.Name, kind => kind.Count);

    /// <summary>The same for people.</summary>
    [JsonIgnore]
    public IEnumerable<TableRow> Rows =>
    [
        Row("gates", Gates),
        .. Kinds.Select(kind => Row($"  {kind.Key}", kind.Value)),
        Row("passes, a or b", Passes),
        Row("neither a nor b", NotPasses),
        Row("dead, which no answer depends on", Dead),
        Row("reachable", Reachable),
        Row("of these, with answers that depend on both inputs", Deciding),
        Row("cells read", CellsRead),
        Row("operations, none with the same inputs as another", OperationsAfterStructure),
        Row("operations, none with the same answers as another", OperationsAfterFunction),
        Row("operations, where others can take the place of several", OperationsAfterSubstitution),
    ];

    private static TableRow Row(string what, int number) => new([what, number.ToString(CultureInfo.InvariantCulture)]);
}
