using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Reference;
using ILGPU;
using Xunit;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>Convolutions of plain networks over worlds that stand one below the other.</summary>
public class ConvolutionTests
{
    private const int Groups = 3;
    private static readonly Area grid = new(4, 7, 21, 3 * 11);
    private static readonly WorldStack worlds = new(grid, 11);

    // In the middle of the first world begins and in the middle of the last ends what is computed.
    private static readonly Area band = grid with { Y = 9, Height = 28 };

    /// <summary>Devices, kernel sizes, inputs of a group, its outputs, and whether groups read the same.</summary>
    public static TheoryData<string, int, int, int, bool> Layers =>
    [
        .. Devices.EveryBody.SelectMany(
            _ => ((int, int, int, bool)[])[(1, 8, 9, false), (3, 5, 8, true), (3, 8, 16, false), (3, 8, 8, false), (5, 6, 7, true), (9, 2, 4, false)],
            (device, layer) => (device, layer.Item1, layer.Item2, layer.Item3, layer.Item4)),
    ];

    /// <summary>The same, where each group reads its own.</summary>
    public static TheoryData<string, int, int, int> Sizes =>
    [
        .. Devices.EveryBody.SelectMany(
            _ => ((int, int, int)[])[(1, 8, 9), (3, 5, 8), (5, 6, 7), (9, 2, 4)],
            (device, layer) => (device, layer.Item1, layer.Item2, layer.Item3)),
    ];

    /// <summary>Each activation, alone and added to something, and what goes into it.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void It_is_the_references(string device, int size, int inputs, int outputs, bool shares)
    {
        using Bench bench = new(device, size, inputs, outputs, shares);
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            double[] sums = bench.Cut(bench.Reference(), Groups * outputs, band);
            double[] active = activation switch
            {
                Activation.None => sums,
                Activation.Gelu => ReferenceGelu.Gelu(sums),
                _ => Array.ConvertAll(sums, Math.Tanh),
            };
            foreach (int adds in inputs == outputs && !shares ? (int[])[0, 1] : [0])
            {
                PlaneBuffer before = bench.Result(Groups * outputs);
                PlaneBuffer result = bench.Result(Groups * outputs);
                bench.Run(bench.Forward() with
                {
                    Output = result.Planes, Activation = activation, KeepsTape = 1, BeforeActivation = before.Planes, Adds = adds, Target = band,
                });
                double[] added = adds == 0 ? sums : bench.Cut(bench.Input, Groups * inputs, band);
                Close.Assert<double, float>(sums, bench.Read(before, band), 2e-5, what: "before the activation");
                Close.Assert<double, float>(
                    [.. active.Zip(added, (value, more) => value + adds * more)], bench.Read(result, band), 2e-5, what: $"{activation}");
            }
        }
    }

    /// <summary>A world among others has the bits that it has alone.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void A_world_of_many_is_as_it_is_alone(string device, int size, int inputs, int outputs, bool shares)
    {
        using Bench bench = new(device, size, inputs, outputs, shares);
        PlaneBuffer together = bench.Result(Groups * outputs);
        bench.Run(bench.Forward() with { Output = together.Planes, Target = grid });
        for (int world = 0; world < worlds.Count; world++)
        {
            PlaneBuffer alone = bench.Result(Groups * outputs);
            bench.Run(bench.Forward() with { Output = alone.Planes, Readable = new WorldStack(worlds[world]), Target = worlds[world] });
            Assert.Equal(bench.Read(together, worlds[world]), bench.Read(alone, worlds[world]));
        }
    }

    /// <summary>Where no species lives nearby nothing is computed, and elsewhere the same bits.</summary>
    [Theory]
    [InlineData("cpu")]
    [InlineData("cpu:256")]
    public void What_nobody_needs_is_left_out(string device)
    {
        const int outputs = 8;
        const float untouched = 77;
        Area large = new(0, 0, 300, 40);
        using Bench numbers = new(device, 3, 5, outputs, shares: true, large, 40);
        float[] alive = new float[Groups * large.Cells];
        alive[5] = alive[large.Cells + 20 * 300 + 290] = 1;
        Habitat habitat = new(numbers.Blocks(0), large, margin: 2);
        numbers.Run(new HabitatCensus.Arguments { Alive = numbers.Planes(alive).Planes, Habitat = habitat, Species = Groups });
        PlaneBuffer all = numbers.Result(Groups * outputs);
        PlaneBuffer some = numbers.Result(Groups * outputs);
        numbers.Run(numbers.Forward() with { Output = all.Planes, Target = large });
        numbers.Run(numbers.Forward() with { Output = some.Planes, Target = large, Habitat = habitat });
        float[] whole = numbers.Read(all, large);
        float[] parts = numbers.Read(some, large);
        int computed = 0;
        for (int i = 0; i < whole.Length; i++)
        {
            (int group, int y, int x) = (i / (outputs * (int)large.Cells), i / 300 % 40, i % 300);
            bool needed = (group == 0 && x <= 7 && y <= 2) || (group == 1 && x is >= 288 and <= 292 && y is >= 18 and <= 22);
            Assert.True(parts[i] == whole[i] || (!needed && parts[i] == untouched), $"{group} {y} {x}");
            computed += parts[i] == whole[i] ? 1 : 0;
        }

        Assert.InRange(computed, 1, whole.Length / 4);
    }

    /// <summary>The way back to the input is the slope of the way there.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Inputs_have_the_slopes(string device, int size, int inputs, int outputs)
    {
        // Inputs that all groups read have a gradient of each.
        using Bench bench = new(device, size, inputs, outputs, shares: false);
        PlaneBuffer result = bench.Result(Groups * inputs);
        bench.Run(bench.Backward() with { InputGradient = result.Planes, Target = grid });
        AssertSlopes(bench, bench.Input, bench.Read(result, grid), "input");
    }

    /// <summary>What comes past the layer is added, what is to pass on is kept, and gelu's slope is taken last.</summary>
    [Theory]
    [MemberData(nameof(Sizes))]
    public void Gradients_pass_by_and_go_on(string device, int size, int inputs, int outputs)
    {
        using Bench bench = new(device, size, inputs, outputs, shares: false);
        PlaneBuffer alone = bench.Result(Groups * inputs);
        bench.Run(bench.Backward() with { InputGradient = alone.Planes, Target = grid });
        double[] past = [.. bench.Input.Reverse()];
        PlaneBuffer passing = bench.Planes(past);
        PlaneBuffer result = bench.Result(Groups * inputs);
        bench.Run(bench.Backward() with
        {
            InputGradient = result.Planes, Adds = 1, Passes = 1, Passing = passing.Planes, ThroughGelu = 1,
            BeforeGelu = bench.Planes(bench.Input).Planes, Target = grid,
        });
        double[] total = [.. bench.Read(alone, grid).Zip(past, (value, more) => value + more)];
        Close.Assert<double, float>(total, bench.Read(passing, grid), 1e-5, what: "what passes on");
        Close.Assert<double, float>(
            [.. total.Zip(bench.Input, (value, z) => value * Slope(z))], bench.Read(result, grid), 1e-5, what: "what goes on");

        PlaneBuffer within = bench.Planes(past);
        bench.Run(bench.Backward() with { InputGradient = within.Planes, Adds = 1, Passing = within.Planes, Target = grid });
        Assert.Equal(bench.Read(passing, grid), bench.Read(within, grid));
    }

    /// <summary>The gradient of the weights is the slope of the way there, in one slice of the cells or in many.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void Weights_have_the_slopes(string device, int size, int inputs, int outputs, bool shares)
    {
        using Bench bench = new(device, size, inputs, outputs, shares);
        foreach (int slices in device.StartsWith("cpu", StringComparison.Ordinal) ? (int[])[1] : [1, 5])
        {
            long stride = CellSlices.Stride(bench.Weights.Length);
            DeviceBuffer<float> sums = bench.Buffer(new float[slices * stride]);
            bench.Run(bench.WeightGradient() with { WeightGradient = sums.View, Slices = slices });
            float[] all = bench.Read(sums);
            float[] gradient = [.. Enumerable.Range(0, bench.Weights.Length)
                .Select(weight => Enumerable.Range(0, slices).Sum(slice => all[slice * stride + weight]))];
            AssertSlopes(bench, bench.Weights, gradient, $"{slices} slices");
        }
    }

    private static double Slope(double z)
    {
        double[] value = [z];
        return CentralDifference.Derivative(() => ReferenceGelu.Gelu(value)[0], value, 0);
    }

    // Of numbers all over the array.
    private static void AssertSlopes(Bench bench, double[] variables, float[] gradient, string what)
    {
        const int samples = 40;
        int[] some = [.. Enumerable.Range(0, samples).Select(i => i * (variables.Length - 1) / (samples - 1))];
        double[] slopes = Array.ConvertAll(some, index => CentralDifference.Derivative(
            () => OperationBench.Dot(bench.Upstream, bench.Reference()), variables, index));
        Close.Assert<double, float>(slopes, Array.ConvertAll(some, index => gradient[index]), 0, OperationBench.Tolerance, what);
    }

    // A layer's numbers: random inputs, weights, what is added and an upstream gradient.
    private sealed class Bench : IDisposable
    {
        private readonly Workbench workbench;
        private readonly Random random = new(5);
        private readonly Area cells;
        private readonly int rows;
        private readonly int size, inputs, outputs;
        private readonly bool shares;
        private readonly ConvolutionLayout layout;

        public Bench(string device, int size, int inputs, int outputs, bool shares, Area? cells = null, int rows = 11)
        {
            workbench = new Workbench(Devices.Open(device));
            (this.size, this.inputs, this.outputs, this.shares, this.rows) = (size, inputs, outputs, shares, rows);
            this.cells = cells ?? grid;
            Input = Draw((shares ? 1 : Groups) * inputs * this.cells.Cells);
            Weights = Draw(Groups * outputs * inputs * size * size);
            Upstream = Draw(Groups * outputs * this.cells.Cells);

            // The layer stands for the encoder of networks that go on with a decoder that nobody asks for.
            layout = new ConvolutionLayout(Groups, inputs, 1, outputs, 0, size);
        }

        public double[] Input { get; }

        public double[] Weights { get; }

        public double[] Upstream { get; }

        private Habitat Everywhere => new(Blocks(1), cells);

        public Convolution.Arguments Forward() => new()
        {
            Input = Planes(Input).Planes,
            GroupStride = shares ? 0 : inputs,
            BeforeActivation = Planes(Upstream).Planes,
            Weights = Buffer(OperationBench.ToFloat(Weights)).View,
            Packed = Pack(turned: false).View,
            Groups = Groups,
            Inputs = inputs,
            Outputs = outputs,
            KernelSize = size,
            Habitat = Everywhere,
            Readable = new WorldStack(cells, rows),
        };

        public ConvolutionInputGradient.Arguments Backward() => new()
        {
            OutputGradient = Planes(Upstream).Planes,
            Passing = Planes(Upstream).Planes,
            BeforeGelu = Planes(Upstream).Planes,
            Weights = Buffer(OperationBench.ToFloat(Weights)).View,
            Packed = Pack(turned: true).View,
            Groups = Groups,
            Inputs = inputs,
            Outputs = outputs,
            KernelSize = size,
            Habitat = Everywhere,
            Readable = new WorldStack(cells, rows),
        };

        public ConvolutionWeightGradient.Arguments WeightGradient() => new()
        {
            OutputGradient = Planes(Upstream).Planes,
            Input = Planes(Input).Planes,
            GroupStride = shares ? 0 : inputs,
            Groups = Groups,
            Inputs = inputs,
            Outputs = outputs,
            KernelSize = size,
            Habitat = Everywhere,
            Readable = new WorldStack(cells, rows),
            Target = cells,
        };

        /// <summary>The sums, <c>[G·outputs][y][x]</c> of all worlds.</summary>
        public double[] Reference()
        {
            double[] all = new double[Groups * outputs * cells.Cells];
            int worldCells = rows * cells.Width;
            for (int world = 0; world < cells.Height / rows; world++)
            {
                double[] own = World(Input, world);
                for (int group = 0; group < Groups; group++)
                {
                    int first = shares ? 0 : group * inputs * worldCells;
                    double[] result = ReferenceNetwork.Convolve(
                        own[first..(first + inputs * worldCells)],
                        Weights[(group * outputs * inputs * size * size)..((group + 1) * outputs * inputs * size * size)],
                        size, rows, cells.Width);
                    for (int output = 0; output < outputs; output++)
                    {
                        Array.Copy(
                            result, output * worldCells, all, (group * outputs + output) * cells.Cells + world * worldCells, worldCells);
                    }
                }
            }

            return all;
        }

        /// <summary>Some rows of planes over all cells.</summary>
        public double[] Cut(double[] planes, int count, Area part) =>
            ReferenceWorld.CutPlanes(planes, cells.Height, cells.Width, part.X - cells.X, part.Y - cells.Y, part.Width, part.Height) is var cut
            && cut.Length == count * part.Cells ? cut : throw new InvalidOperationException();

        public PlaneBuffer Planes(double[] values) => Planes(OperationBench.ToFloat(values));

        public PlaneBuffer Planes(float[] values) => workbench.Planes((int)(values.Length / cells.Cells), cells, values);

        public PlaneBuffer Result(int planes) => Planes([.. Enumerable.Repeat(77f, planes * (int)cells.Cells)]);

        public ArrayView<int> Blocks(int alive) =>
            workbench.Buffer([.. Enumerable.Repeat(alive, (int)Habitat.Count(cells, Groups))]).View;

        public DeviceBuffer<float> Buffer(float[] values) => workbench.Buffer(values);

        public void Run(in Convolution.Arguments arguments) => workbench.RunGroups<Convolution, Convolution.Arguments>(arguments);

        public void Run(in ConvolutionInputGradient.Arguments arguments) =>
            workbench.RunGroups<ConvolutionInputGradient, ConvolutionInputGradient.Arguments>(arguments);

        public void Run(in ConvolutionWeightGradient.Arguments arguments) =>
            workbench.RunGroups<ConvolutionWeightGradient, ConvolutionWeightGradient.Arguments>(arguments);

        public void Run(in HabitatCensus.Arguments arguments) => workbench.Run<HabitatCensus, HabitatCensus.Arguments>(arguments);

        public float[] Read(PlaneBuffer planes, Area part) => OperationBench.ToFloat(
            Cut(Array.ConvertAll(workbench.Read(planes), value => (double)value), planes.Count, part));

        public float[] Read(DeviceBuffer<float> buffer) => workbench.Read(buffer);

        public void Dispose() => workbench.Dispose();

        private DeviceBuffer<float> Pack(bool turned)
        {
            DeviceBuffer<float> packed = Buffer(new float[layout.PackedLength]);
            DeviceBuffer<float> back = Buffer(new float[layout.TurnedLength]);
            if (workbench.RunsSimdBodies)
            {
                float[] weights = new float[layout.Length];
                OperationBench.ToFloat(Weights).CopyTo(weights, 0);
                workbench.RunSimd<ConvolutionPacking, ConvolutionPacking.Arguments>(
                    new() { Layout = layout, Weights = Buffer(weights).View, Packed = packed.View, Turned = back.View });
            }

            return turned ? back : packed;
        }

        private double[] World(double[] planes, int world) =>
            ReferenceWorld.CutPlanes(planes, cells.Height, cells.Width, 0, world * rows, cells.Width, rows);

        private double[] Draw(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => (double)(2 * random.NextSingle() - 1))];
    }
}
