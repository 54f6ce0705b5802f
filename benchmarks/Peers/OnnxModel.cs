using System.Runtime.InteropServices;
using Google.Protobuf;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using Onnx;

namespace GpuEcosystem.Benchmarks;

/// <summary>The species' networks (section 2 of the specification) as an ONNX model.</summary>
internal sealed class OnnxModel
{
    /// <summary>The model's input, <c>[1][channels][y][x]</c>.</summary>
    public const string Input = "state";

    /// <summary>The model's output, <c>[1][species · channels][y][x]</c>.</summary>
    public const string Output = "proposals";

    // The first set of operators that has gelu.
    private const int OperatorSet = 20;
    private const int FormatVersion = 9;

    private readonly GraphProto graph = new() { Name = "species" };
    private readonly NetworkLayout layout;
    private readonly float[] weights;

    private OnnxModel(in NetworkLayout layout, float[] weights) => (this.layout, this.weights) = (layout, weights);

    /// <summary>The model's file.</summary>
    /// <param name="layout">The networks.</param>
    /// <param name="weights">All weights, in the layout's order.</param>
    /// <param name="grid">The grid that it runs over.</param>
    public static byte[] Write(in NetworkLayout layout, float[] weights, Area grid)
    {
        OnnxModel model = new(layout, weights);
        model.graph.Input.Add(Value(Input, layout.Inputs, grid));
        model.AddNetwork();
        model.graph.Output.Add(Value(Output, layout.Species * layout.Channels, grid));
        return new ModelProto
        {
            IrVersion = FormatVersion,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OperatorSet } },
            Graph = model.graph,
        }.ToByteArray();
    }

    private void AddNetwork()
    {
        int trunk = layout.TotalWidth;
        int square = layout.KernelSize;
        AddConvolution(Input, "encoded", layout.Encoder, trunk, layout.Inputs, square, groups: 1);
        AddNode("Gelu", "trunk0", "encoded");
        for (int block = 0; block < layout.Depth; block++)
        {
            AddConvolution($"trunk{block}", $"expanded{block}", layout.Expand(block), 2 * trunk, layout.GroupWidth, 1, layout.Groups);
            AddNode("Gelu", $"wide{block}", $"expanded{block}");
            AddConvolution($"wide{block}", $"filtered{block}", layout.Depthwise(block), 2 * trunk, 1, square, 2 * trunk);
            AddNode("Gelu", $"active{block}", $"filtered{block}");
            AddConvolution($"active{block}", $"branch{block}", layout.Project(block), trunk, 2 * layout.GroupWidth, 1, layout.Groups);
            AddNode("Add", $"trunk{block + 1}", $"trunk{block}", $"branch{block}");
        }

        AddConvolution(
            $"trunk{layout.Depth}", "decoded", layout.Decoder, layout.Species * layout.Channels, layout.GroupWidth, 1, layout.Groups);
        AddNode("Tanh", Output, "decoded");
    }

    private void AddConvolution(string input, string output, long first, int outputs, int inputsOfGroup, int kernel, int groups)
    {
        string name = output + ".weights";
        int count = outputs * inputsOfGroup * kernel * kernel;
        graph.Initializer.Add(new TensorProto
        {
            Name = name,
            DataType = (int)TensorProto.Types.DataType.Float,
            Dims = { outputs, inputsOfGroup, kernel, kernel },
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(weights.AsSpan((int)first, count))),
        });
        AddNode("Conv", output, input, name).Attribute.AddRange(
        [
            new AttributeProto { Name = "group", Type = AttributeProto.Types.AttributeType.Int, I = groups },
            new AttributeProto
            {
                Name = "pads",
                Type = AttributeProto.Types.AttributeType.Ints,
                Ints = { Enumerable.Repeat((long)kernel / 2, 4) },
            },
        ]);
    }

    private NodeProto AddNode(string type, string output, params string[] inputs)
    {
        NodeProto node = new() { OpType = type, Input = { inputs }, Output = { output } };
        graph.Node.Add(node);
        return node;
    }

    private static ValueInfoProto Value(string name, int channels, Area grid)
    {
        TensorShapeProto shape = new();
        foreach (int length in (int[])[1, channels, grid.Height, grid.Width])
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = length });
        }

        TypeProto.Types.Tensor tensor = new() { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
