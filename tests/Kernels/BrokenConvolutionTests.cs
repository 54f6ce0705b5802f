using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Reference;
using GpuEcosystem.Tests.Reference.PetriDish;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>
/// The comparisons of plain networks' layers with the reference bite: where the two differ by a fault that a kernel could have, they
/// fail. The faults are put into the reference, which is easier to break than a kernel and differs from it just as much.
/// </summary>
public class BrokenConvolutionTests
{
    private const int Size = 3;
    private const int Channels = 8;
    private const string Right = "nothing";

    // gelu of the sums, added to what was read.
    private static readonly Dictionary<string, Func<ConvolutionBench, double[]>> layers = new()
    {
        [Right] = bench => Layer(bench, bench.Reference()),
        ["a tap is missing"] = bench => Layer(bench, bench.Reference(WithoutTap(bench.Weights))),
        ["a tap is shifted"] = bench => Layer(bench, bench.Reference(OfKernels(bench.Weights, kernel => [.. kernel[1..], kernel[0]]))),
        ["kernels are turned"] = bench => Layer(bench, bench.Reference(Turned(bench.Weights))),
        ["kernels are transposed"] = bench => Layer(bench, bench.Reference(OfKernels(bench.Weights, Transposed))),
        ["one weight is changed by 1 %"] = bench => Layer(bench, bench.Reference(WithOneChanged(bench.Weights))),
        ["groups share weights"] = bench => Layer(bench, bench.Reference(OfFirstGroup(bench.Weights))),
        ["worlds go on in the next"] = bench => Layer(bench, bench.Reference(worldRows: ConvolutionBench.Grid.Height)),
        ["gelu is relu"] = bench => Sum(Array.ConvertAll(bench.Reference(), sum => Math.Max(0, sum)), bench.Input),
        ["what was read is not added"] = bench => ReferenceGelu.Gelu(bench.Reference()),
        ["what was read goes through gelu"] = bench => ReferenceGelu.Gelu(Sum(bench.Reference(), bench.Input)),
    };

    // What comes past is added, and all of it goes through the gelu before the layer.
    private static readonly Dictionary<string, Func<ConvolutionBench, double[]>> inputs = new()
    {
        [Right] = bench => Back(bench, bench.ReferenceBack().Input),
        ["a tap is missing"] = bench => Back(bench, bench.ReferenceBack(WithoutTap(bench.Weights)).Input),
        ["kernels are not turned"] = bench => Back(bench, bench.ReferenceBack(Turned(bench.Weights)).Input),
        ["kernels are transposed"] = bench => Back(bench, bench.ReferenceBack(OfKernels(bench.Weights, Transposed)).Input),
        ["one weight is changed by 1 %"] = bench => Back(bench, bench.ReferenceBack(WithOneChanged(bench.Weights)).Input),
        ["groups share weights"] = bench => Back(bench, bench.ReferenceBack(OfFirstGroup(bench.Weights)).Input),
        ["worlds go on in the next"] = bench => Back(bench, bench.ReferenceBack(worldRows: ConvolutionBench.Grid.Height).Input),
        ["what comes past is not added"] = bench => Product(bench.ReferenceBack().Input, GeluSlopes(bench.Input)),
        ["what comes past does not go through gelu"] = bench =>
            Sum(Product(bench.ReferenceBack().Input, GeluSlopes(bench.Input)), bench.Upstream),
        ["gelu has no slope"] = bench => Sum(bench.ReferenceBack().Input, bench.Upstream),
        ["gelu's slope is that of what comes out"] = bench =>
            Product(Sum(bench.ReferenceBack().Input, bench.Upstream), GeluSlopes(ReferenceGelu.Gelu(bench.Input))),
    };

    private static readonly Dictionary<string, Func<ConvolutionBench, double[]>> weights = new()
    {
        [Right] = bench => bench.ReferenceBack().Weights,
        ["a tap is missing"] = bench => WithoutTap(bench.ReferenceBack().Weights),
        ["kernels are turned"] = bench => Turned(bench.ReferenceBack().Weights),
        ["kernels are transposed"] = bench => OfKernels(bench.ReferenceBack().Weights, Transposed),
        ["groups share a gradient"] = bench => OfFirstGroup(bench.ReferenceBack().Weights),
        ["worlds go on in the next"] = bench => bench.ReferenceBack(worldRows: ConvolutionBench.Grid.Height).Weights,
        ["it is a mean over the worlds"] = bench => Array.ConvertAll(bench.ReferenceBack().Weights, slope => slope / 3),
        ["one weight's is off by 1 %"] = bench => WithOneChanged(bench.ReferenceBack().Weights),
    };

    private static readonly Dictionary<string, Func<double[], double[], double[]>> tanhs = new()
    {
        [Right] = (output, upstream) => Product(upstream, Array.ConvertAll(output, u => 1 - u * u)),
        ["it has no slope"] = (_, upstream) => upstream,
        ["upstream is forgotten"] = (output, _) => Array.ConvertAll(output, u => 1 - u * u),
        ["the output is not squared"] = (output, upstream) => Product(upstream, Array.ConvertAll(output, u => 1 - Math.Abs(u))),
        ["the slope is that of what comes out"] = (output, upstream) =>
            Product(upstream, Array.ConvertAll(output, u => 1 - Math.Tanh(u) * Math.Tanh(u))),
        ["the slope is taken twice"] = (output, upstream) =>
            Product(upstream, Array.ConvertAll(output, u => (1 - u * u) * (1 - u * u))),
    };

    /// <summary>Faults of a layer by name, and none.</summary>
    public static TheoryData<string> LayerFaults => [.. layers.Keys];

    /// <summary>Faults of the way back to what it reads.</summary>
    public static TheoryData<string> InputFaults => [.. inputs.Keys];

    /// <summary>Faults of the way back to its weights.</summary>
    public static TheoryData<string> WeightFaults => [.. weights.Keys];

    /// <summary>Faults of the way back through tanh.</summary>
    public static TheoryData<string> TanhFaults => [.. tanhs.Keys];

    /// <summary>With a fault a layer makes something else.</summary>
    [Theory]
    [MemberData(nameof(LayerFaults))]
    public void A_broken_layer_is_noticed(string fault)
    {
        using ConvolutionBench bench = OpenBench();
        PlaneBuffer result = bench.Result(ConvolutionBench.Groups * Channels);
        bench.Run(bench.Forward() with { Output = result.Planes, Activation = Activation.Gelu, Adds = 1, Target = ConvolutionBench.Grid });
        AssertNoticed(fault, layers[fault](bench), bench.Read(result, ConvolutionBench.Grid), ConvolutionTests.Tolerance);
    }

    /// <summary>With a fault what a layer reads has other slopes.</summary>
    [Theory]
    [MemberData(nameof(InputFaults))]
    public void A_broken_input_gradient_is_noticed(string fault)
    {
        using ConvolutionBench bench = OpenBench();
        PlaneBuffer result = bench.Result(ConvolutionBench.Groups * Channels);
        bench.Run(bench.Backward() with
        {
            InputGradient = result.Planes, Adds = 1, ThroughGelu = 1, BeforeGelu = bench.Planes(bench.Input).Planes,
            Target = ConvolutionBench.Grid,
        });
        AssertSlopesNoticed(fault, inputs[fault](bench), bench.Read(result, ConvolutionBench.Grid));
    }

    /// <summary>With a fault a layer's weights have other slopes.</summary>
    [Theory]
    [MemberData(nameof(WeightFaults))]
    public void A_broken_weight_gradient_is_noticed(string fault)
    {
        using ConvolutionBench bench = OpenBench();
        DeviceBuffer<float> sums = bench.Buffer(new float[bench.Weights.Length]);
        bench.Run(bench.WeightGradient() with { WeightGradient = sums.View, Slices = 1 });
        AssertSlopesNoticed(fault, weights[fault](bench), bench.Read(sums));
    }

    /// <summary>With a fault what goes into tanh has other slopes.</summary>
    [Theory]
    [MemberData(nameof(TanhFaults))]
    public void A_broken_tanh_gradient_is_noticed(string fault)
    {
        using OperationBench bench = new("cpu", seed: 6);
        double[] output = bench.Draw(3 * OperationBench.Cells);
        double[] upstream = bench.Draw(output.Length);
        PlaneBuffer gradient = bench.Planes(upstream);
        bench.Workbench.Run<TanhGradient, TanhGradient.Arguments>(new TanhGradient.Arguments
        {
            Output = bench.Planes(output).Planes,
            Gradient = gradient.Planes,
            Channels = 3,
            Target = OperationBench.Target,
        });
        AssertSlopesNoticed(fault, tanhs[fault](output, upstream), bench.Workbench.Read(gradient));
    }

    private static ConvolutionBench OpenBench() => new("cpu", Size, Channels, Channels, shares: false);

    private static void AssertSlopesNoticed(string fault, double[] expected, float[] actual) =>
        AssertNoticed(fault, expected, actual, OperationBench.Tolerance * expected.Max(Math.Abs));

    // By more than the tolerance could ever be widened to.
    private static void AssertNoticed(string fault, double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double worst = expected.Zip(actual, (left, right) => Math.Abs(left - right)).Max();
        Assert.True(fault == Right ? worst <= tolerance : worst > 5 * tolerance, $"{worst:G3} of {tolerance:G3}");
    }

    private static double[] Layer(ConvolutionBench bench, double[] sums) => Sum(ReferenceGelu.Gelu(sums), bench.Input);

    private static double[] Back(ConvolutionBench bench, double[] through) =>
        Product(Sum(through, bench.Upstream), GeluSlopes(bench.Input));

    private static double[] GeluSlopes(double[] sums) => DishNetwork.ThroughGelu([.. Enumerable.Repeat(1.0, sums.Length)], sums);

    private static double[] OfKernels(double[] kernels, Func<double[], double[]> change) =>
        [.. kernels.Chunk(Size * Size).SelectMany(change)];

    private static double[] WithoutTap(double[] kernels) => OfKernels(kernels, kernel => [.. kernel[..^1], 0]);

    private static double[] Turned(double[] kernels) => OfKernels(kernels, kernel => [.. kernel.Reverse()]);

    private static double[] Transposed(double[] kernel) =>
        [.. Enumerable.Range(0, kernel.Length).Select(tap => kernel[tap % Size * Size + tap / Size])];

    private static double[] WithOneChanged(double[] values)
    {
        double[] changed = [.. values];
        changed[Array.IndexOf(changed, changed.MaxBy(Math.Abs))] *= 1.01;
        return changed;
    }

    private static double[] OfFirstGroup(double[] values)
    {
        double[] first = values[..(values.Length / ConvolutionBench.Groups)];
        return [.. Enumerable.Repeat(first, ConvolutionBench.Groups).SelectMany(group => group)];
    }

    private static double[] Sum(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private static double[] Product(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a * b)];
}
