using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.World;
using ILGPU;

namespace GpuEcosystem.Engine.Networks.Residual;

// The launches that both ways are made of.
internal sealed partial class ResidualLearning
{
    private static ArrayView<float> Slice(DeviceBuffer<float> buffer, long offset) => buffer.View.SubView(offset);

    private Planes On(PlaneBuffer buffer) => buffer.Over(window);

    // gelu of what the tape keeps. A CPU has room for one block's only: it is sooner computed again, in its caches, than kept.
    private Planes Activated(PlaneBuffer input, PlaneBuffer output)
    {
        if (launcher.Device.RunsSimdBodies)
        {
            launcher.RunSimd<Gelu, Gelu.Arguments>(new Gelu.Arguments
            {
                Input = On(input),
                Output = On(output),
                Channels = 2 * Layout.TotalWidth,
                Target = window,
            });
        }

        return On(output);
    }

    private void ThroughGelu(PlaneBuffer input, PlaneBuffer gradient, int channels) =>
        launcher.Run<GeluGradient, GeluGradient.Arguments>(new GeluGradient.Arguments
        {
            Input = On(input),
            Gradient = On(gradient),
            Channels = channels,
            Target = window,
        });

    private void PointwiseGradients(
        Planes outputGradient, Planes input, int layer, int outputs, int inputs,
        PlaneBuffer inputGradient, Area target, int accumulate = 0, PlaneBuffer? throughGelu = null)
    {
        launcher.RunGroups<PointwiseWeightGradient, PointwiseWeightGradient.Arguments>(new PointwiseWeightGradient.Arguments
        {
            OutputGradient = outputGradient,
            Input = input,
            WeightGradient = Slice(weightSums, slices.Offset(layer)),
            Slices = slices.Slices(layer),
            Groups = Layout.Groups,
            Inputs = inputs,
            Outputs = outputs,
            Target = target,
        });
        launcher.RunGroups<PointwiseInputGradient, PointwiseInputGradient.Arguments>(new PointwiseInputGradient.Arguments
        {
            OutputGradient = outputGradient,
            InputGradient = On(inputGradient),
            Accumulate = accumulate,
            ThroughGelu = throughGelu is null ? 0 : 1,
            BeforeGelu = On(throughGelu ?? inputGradient),
            Weights = Slice(network.Weights, Layout.LayerOffset(layer)),
            Groups = Layout.Groups,
            Inputs = inputs,
            Outputs = outputs,
            Target = target,
        });
    }

    private void Drop(PlaneBuffer input, PlaneBuffer output, int site)
    {
        if (dropout == 0)
        {
            return;
        }

        foreach ((IndexRun run, int species) in runs)
        {
            launcher.Run<Dropout, Dropout.Arguments>(new Dropout.Arguments
            {
                Input = On(input).From(run.First * Layout.Width),
                Output = On(output).From(run.First * Layout.Width),
                Channels = run.Count * Layout.Width,
                Rate = dropout,
                First = (long)site * network.Whole.TotalWidth + species * Layout.Width,
                Seed = seed,
                Step = step,
                Whole = Patch,
                Target = window,
            });
        }
    }

    private void Clear(PlaneBuffer planes, int count) =>
        launcher.Run<Transfer, Transfer.Arguments>(
            new Transfer.Arguments { Source = On(planes), Result = On(planes), Count = count, Target = window });

    private void Add(PlaneBuffer first, PlaneBuffer second, PlaneBuffer sum)
    {
        Copy(first, sum, accumulate: 0);
        Copy(second, sum, accumulate: 1);
    }

    private void Copy(PlaneBuffer source, PlaneBuffer target, int accumulate) =>
        launcher.Run<Transfer, Transfer.Arguments>(new Transfer.Arguments
        {
            Source = On(source),
            SourceArea = window,
            Result = On(target),
            Count = Layout.TotalWidth,
            Accumulate = accumulate,
            Target = window,
        });
}
