using System.Runtime.InteropServices;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Benchmarks;

/// <summary>The species' networks (section 2 of the specification) as an ONNX model. Field numbers are those of onnx.proto.</summary>
internal sealed class OnnxModel
{
    /// <summary>The model's input, <c>[1][channels][y][x]</c>.</summary>
    public const string Input = "state";

    /// <summary>The model's output, <c>[1][species · channels][y][x]</c>.</summary>
    public const string Output = "proposals";

    // The first set of operators that has gelu.
    private const int OperatorSet = 20;
    private const int FormatVersion = 9;

    private const int Float = 1;
    private const int IntegerAttribute = 2;
    private const int IntegersAttribute = 7;

    private readonly OnnxMessage graph = new();
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
        model.AddNetwork();
        model.graph
            .Text(2, "species")
            .Message(11, Value(Input, layout.Inputs, grid))
            .Message(12, Value(Output, layout.Species * layout.Channels, grid));
        return new OnnxMessage()
            .Number(1, FormatVersion)
            .Message(8, new OnnxMessage().Text(1, "").Number(2, OperatorSet))
            .Message(7, model.graph)
            .ToArray();
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
        graph.Message(5, new OnnxMessage()
            .Number(1, outputs).Number(1, inputsOfGroup).Number(1, kernel).Number(1, kernel)
            .Number(2, Float)
            .Text(8, name)
            .Bytes(9, MemoryMarshal.AsBytes(weights.AsSpan((int)first, count))));
        OnnxMessage pads = new OnnxMessage().Text(1, "pads").Number(20, IntegersAttribute);
        for (int side = 0; side < 4; side++)
        {
            pads.Number(8, kernel / 2);
        }

        graph.Message(1, Node("Conv", output, input, name)
            .Message(5, new OnnxMessage().Text(1, "group").Number(20, IntegerAttribute).Number(3, groups))
            .Message(5, pads));
    }

    private void AddNode(string type, string output, params string[] inputs) => graph.Message(1, Node(type, output, inputs));

    private static OnnxMessage Node(string type, string output, params string[] inputs)
    {
        OnnxMessage node = new OnnxMessage().Text(4, type).Text(2, output);
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        return node;
    }

    private static OnnxMessage Value(string name, int channels, Area grid)
    {
        OnnxMessage shape = new();
        foreach (int length in (int[])[1, channels, grid.Height, grid.Width])
        {
            shape.Message(1, new OnnxMessage().Number(1, length));
        }

        return new OnnxMessage().Text(1, name).Message(2, new OnnxMessage().Message(1, new OnnxMessage().Number(1, Float).Message(2, shape)));
    }
}
