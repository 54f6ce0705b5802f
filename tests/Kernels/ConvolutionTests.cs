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
    private static readonly Worlds worlds = new(grid, 11);

    // In the middle of the first world begins and in the middle of the last ends what is computed.
    private static readonly Area band = grid with { Y = 9, Height = 28 };

    /// <summary>Devices, kernel sizes, inputs of a group, its outputs, and whether groups read the same.</summary>
    public static TheoryData<string, int, int, int, bool> Layers =>
    [
        .. Devices.EveryBody.SelectMany(
            _ => ((int, int, int, bool)[])[(1, 8, 9, false), (3, 5, 8, true), (3, 8, 16, false), (5, 6, 7, true), (9, 2, 4, false)],
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
            foreach (int adds in (int[])[0, 1])
            {
                PlaneBuffer before = bench.Result(Groups * outputs);
                PlaneBuffer result = bench.Result(Groups * outputs);
                bench.Run(bench.Forward() with
                {
                    Output = result.Planes, Activation = activation, KeepsTape = 1, BeforeActivation = before.Planes, Adds = adds, Target = band,
                });
                double[] added = bench.Cut(bench.Added, Groups * outputs, band);
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
            bench.Run(bench.Forward() with { Output = alone.Planes, Readable = new Worlds(worlds[world]), Target = worlds[world] });
            Assert.Equal(bench.Read(together, worlds[world]), bench.Read(alone, worlds[world]));
        }
    }

    /// <summary>What is added may lie where the result goes.</summary>
    [Theory]
    [MemberData(nameof(Devices.All), MemberType = typeof(Devices))]
    public void It_adds_in_place(string device)
    {
        using Bench bench = new(device, 3, 8, 8, shares: false);
        PlaneBuffer apart = bench.Result(Groups * 8);
        PlaneBuffer within = bench.Planes(bench.Added);
        bench.Run(bench.Forward() with { Output = apart.Planes, Adds = 1, Target = grid });
        bench.Run(bench.Forward() with { Output = within.Planes, Adds = 1, Added = within.Planes, Target = grid });
        Assert.Equal(bench.Read(apart, grid), bench.Read(within, grid));
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
        Living living = new() { Blocks = numbers.Blocks(0), Area = large, Margin = 2 };
        numbers.Run(new LivingBlocks.Arguments { Alive = numbers.Planes(alive).Planes, Living = living, Species = Groups });
        PlaneBuffer all = numbers.Result(Groups * outputs);
        PlaneBuffer some = numbers.Result(Groups * outputs);
        numbers.Run(numbers.Forward() with { Output = all.Planes, Target = large });
        numbers.Run(numbers.Forward() with { Output = some.Planes, Target = large, Living = living });
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
    public void Turned_it_gives_the_slopes_of_its_input(string device, int size, int inputs, int outputs)
    {
        // Inputs that all groups read have a gradient of each.
        using Bench bench = new(device, size, inputs, outputs, shares: false);
        PlaneBuffer result = bench.Result(Groups * inputs);
        bench.Run(bench.Backward() with { Output = result.Planes, Target = grid });
        AssertSlopes(bench, bench.Input, bench.Read(result, grid), "input");
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
            Added = Draw(Groups * outputs * this.cells.Cells);
            Upstream = Draw(Groups * outputs * this.cells.Cells);

            // The layer stands for the encoder of networks that go on with a decoder that nobody asks for.
            layout = new ConvolutionLayout(Groups, inputs, 1, outputs, 0, size);
        }

        public double[] Input { get; }

        public double[] Weights { get; }

        public double[] Added { get; }

        public double[] Upstream { get; }

        private Living Everywhere => new() { Blocks = Blocks(1), Area = cells };

        public Convolution.Arguments Forward() => new()
        {
            Input = Planes(Input).Planes,
            GroupStride = shares ? 0 : inputs,
            Added = Planes(Added).Planes,
            Weights = Buffer(OperationBench.ToFloat(Weights)).View,
            Packed = Pack(turned: false).View,
            Groups = Groups,
            Inputs = inputs,
            Outputs = outputs,
            KernelSize = size,
            Living = Everywhere,
            Readable = new Worlds(cells, rows),
        };

        public Convolution.Arguments Backward() => Forward() with
        {
            Input = Planes(Upstream).Planes,
            GroupStride = outputs,
            Packed = Pack(turned: true).View,
            Turned = 1,
            Inputs = outputs,
            Outputs = inputs,
        };

        public ConvolutionGradient.Arguments WeightGradient() => new()
        {
            OutputGradient = Planes(Upstream).Planes,
            Input = Planes(Input).Planes,
            GroupStride = shares ? 0 : inputs,
            Groups = Groups,
            Inputs = inputs,
            Outputs = outputs,
            KernelSize = size,
            Living = Everywhere,
            Readable = new Worlds(cells, rows),
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
            workbench.Buffer([.. Enumerable.Repeat(alive, (int)Living.Count(cells, Groups))]).View;

        public DeviceBuffer<float> Buffer(float[] values) => workbench.Buffer(values);

        public void Run(in Convolution.Arguments arguments) => workbench.RunGroups<Convolution, Convolution.Arguments>(arguments);

        public void Run(in ConvolutionGradient.Arguments arguments) =>
            workbench.RunGroups<ConvolutionGradient, ConvolutionGradient.Arguments>(arguments);

        public void Run(in LivingBlocks.Arguments arguments) => workbench.Run<LivingBlocks, LivingBlocks.Arguments>(arguments);

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
