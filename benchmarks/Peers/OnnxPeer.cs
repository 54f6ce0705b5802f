using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using Microsoft.ML.OnnxRuntime;

namespace GpuEcosystem.Benchmarks;

/// <summary>
/// The species' networks in ONNX Runtime at its best: all graph optimisations, a thread for each core, and memory that
/// is bound once. Fewer optimisations, or a gelu put together from erf, made it slower.
/// </summary>
internal sealed class OnnxPeer : IDisposable
{
    private readonly RunOptions options = new();
    private readonly InferenceSession session;
    private readonly OrtIoBinding binding;
    private readonly OrtValue input;
    private readonly OrtValue output;

    /// <param name="layout">The networks.</param>
    /// <param name="weights">All weights, in the layout's order.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="values">What the networks see, <c>[channels][y][x]</c>.</param>
    public OnnxPeer(in NetworkLayout layout, float[] weights, Area grid, float[] values)
    {
        using SessionOptions settings = new()
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            IntraOpNumThreads = Environment.ProcessorCount,
        };
        session = new InferenceSession(OnnxModel.Write(layout, weights, grid), settings);
        int outputs = layout.Species * layout.Channels;
        Proposals = new float[outputs * grid.Cells];
        input = OrtValue.CreateTensorValueFromMemory(values, [1, layout.Inputs, grid.Height, grid.Width]);
        output = OrtValue.CreateTensorValueFromMemory(Proposals, [1, outputs, grid.Height, grid.Width]);
        binding = session.CreateIoBinding();
        binding.BindInput(OnnxModel.Input, input);
        binding.BindOutput(OnnxModel.Output, output);
    }

    /// <summary>What the last run proposed, <c>[species · channels][y][x]</c>.</summary>
    public float[] Proposals { get; }

    /// <summary>The forward pass.</summary>
    public void Propose() => session.RunWithBinding(options, binding);

    public void Dispose()
    {
        binding.Dispose();
        input.Dispose();
        output.Dispose();
        session.Dispose();
        options.Dispose();
    }
}
