using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Export;

/// <summary>Where a drawing has its nodes: in columns, behind all that they read, and near to it.</summary>
public sealed class DrawingPlan
{
    private const int Sweeps = 12;

    private readonly GateNetwork network;
    private readonly int[] columns;
    private readonly double[] rows;

    /// <summary>Plans a drawing: it takes milliseconds for hundreds of gates.</summary>
    public DrawingPlan(GateNetwork network)
    {
        this.network = network;
        columns = new int[network.Nodes];
        rows = new double[network.Nodes];
        for (int node = network.Inputs.Length; node < network.Nodes; node++)
        {
            columns[node] = 1 + ReadBy(node).Select(read => columns[read]).DefaultIfEmpty(0).Max();
        }

        Columns = columns.DefaultIfEmpty(0).Max() + 1;
        int[][] inColumn = [.. Enumerable.Range(0, Columns).Select(column => Enumerable.Range(0, network.Nodes).Where(node => columns[node] == column).ToArray())];
        Rows = Math.Max(inColumn.Max(nodes => nodes.Length), network.Outputs.Length);
        Order(inColumn);
    }

    /// <summary>How many columns there are.</summary>
    public int Columns { get; }

    /// <summary>How many rows the fullest column has.</summary>
    public int Rows { get; }

    /// <summary>A node's column, from 0; inputs are in the first.</summary>
    public int ColumnOf(int node) => columns[node];

    /// <summary>A node's row, from 0 to <see cref="Rows"/> − 1; columns that are less full begin between rows further down.</summary>
    public double RowOf(int node) => rows[node];

    /// <summary>The row of an answer, which stands behind all columns.</summary>
    public double RowOfOutput(int output) => output + (Rows - network.Outputs.Length) / 2.0;

    /// <summary>The nodes that a node reads.</summary>
    public IEnumerable<int> ReadBy(int node)
    {
        if (node >= network.Inputs.Length)
        {
            (byte kind, int first, int second) = network.Gates[node - network.Inputs.Length];
            if (Gates.ReadsFirst(kind))
            {
                yield return first;
            }

            if (Gates.ReadsSecond(kind))
            {
                yield return second;
            }
        }
    }

    // Each column in the order of the middle of what its nodes read, then of what reads them, to and fro (Sugiyama, Tagawa and Toda, 1981).
    private void Order(int[][] inColumn)
    {
        ILookup<int, int> readers = Enumerable.Range(0, network.Nodes)
            .SelectMany(node => ReadBy(node).Select(read => (Read: read, Node: node)))
            .ToLookup(pair => pair.Read, pair => pair.Node);
        Array.ForEach(inColumn, Place);
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            foreach (int[] nodes in sweep % 2 == 0 ? inColumn : inColumn.Reverse())
            {
                double[] middles =
                [
                    .. nodes.Select(node => (sweep % 2 == 0 ? ReadBy(node) : readers[node]).Select(other => rows[other]).DefaultIfEmpty(rows[node]).Average()),
                ];
                Array.Sort(middles, nodes);
                Place(nodes);
            }
        }
    }

    private void Place(int[] nodes)
    {
        for (int i = 0; i < nodes.Length; i++)
        {
            rows[nodes[i]] = i + (Rows - nodes.Length) / 2.0;
        }
    }
}
