using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Network;
using GpuEcosystem.Kernels.World;
using GpuEcosystem.Tests.Learning;
using GpuEcosystem.Tests.Reference;
using GpuEcosystem.Tests.Reference.PetriDish;
using ILGPU;

namespace GpuEcosystem.Tests.Kernels;

/// <summary>A layer's numbers: random inputs, weights, what is added and an upstream gradient.</summary>
internal sealed class ConvolutionBench : IDisposable
{
    /// <summary>Groups that share nothing.</summary>
    public const int Groups = 3;

    private readonly Workbench workbench;
    private readonly Random random = new(5);
    private readonly Area cells;
    private readonly int rows;
    private readonly int size, inputs, outputs;
    private readonly bool shares;
    private readonly ConvolutionLayout layout;

    public ConvolutionBench(string device, int size, int inputs, int outputs, bool shares, Area? cells = null, int rows = 11)
    {
        workbench = new Workbench(Devices.Open(device));
        (this.size, this.inputs, this.outputs, this.shares, this.rows) = (size, inputs, outputs, shares, rows);
        this.cells = cells ?? Grid;
        Input = Draw((shares ? 1 : Groups) * inputs * this.cells.Cells);
        Weights = Draw(Groups * outputs * inputs * size * size);
        Upstream = Draw(Groups * outputs * this.cells.Cells);

        // The layer stands for the encoder of networks that go on with a decoder that nobody asks for.
        layout = new ConvolutionLayout(Groups, inputs, 1, outputs, 0, size);
    }

    /// <summary>Three worlds one below the other, not at the corner; their rows do not fill whole vectors.</summary>
    public static Area Grid { get; } = new(4, 7, 21, 3 * 11);

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
    /// <param name="weights">Other weights than the layer's.</param>
    /// <param name="worldRows">Rows of a world, if not as many as there are.</param>
    public double[] Reference(double[]? weights = null, int? worldRows = null)
    {
        double[] kernels = weights ?? Weights;
        int length = kernels.Length / Groups;
        return ByWorld(worldRows, outputs, own =>
        {
            double[] input = own(Input);
            int read = shares ? input.Length : input.Length / Groups;
            return [.. Enumerable.Range(0, Groups).SelectMany(group => ReferenceNetwork.Convolve(
                input[(shares ? 0 : group * read)..((shares ? 0 : group * read) + read)],
                kernels[(group * length)..((group + 1) * length)],
                size, worldRows ?? rows, cells.Width))];
        });
    }

    /// <summary>The gradients of the weights, and of what groups read that each have their own, <c>[G·inputs][y][x]</c> of all worlds.</summary>
    /// <param name="weights">Other weights than the layer's.</param>
    /// <param name="worldRows">Rows of a world, if not as many as there are.</param>
    public (double[] Weights, double[] Input) ReferenceBack(double[]? weights = null, int? worldRows = null)
    {
        double[] kernels = weights ?? Weights;
        double[] gradients = new double[kernels.Length];
        DishParameters p = new() { KernelSize = size, GridHeight = worldRows ?? rows, GridWidth = cells.Width };
        double[] input = ByWorld(
            worldRows, inputs, own => DishNetwork.ThroughConvolution(p, own(Input), kernels, gradients, own(Upstream), Groups));
        return (gradients, input);
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

    // Puts together what worlds make one by one, [G·planes][y][x] each, of their own parts of planes.
    private double[] ByWorld(int? worldRows, int planes, Func<Func<double[], double[]>, double[]> make)
    {
        int height = worldRows ?? rows;
        int worldCells = height * cells.Width;
        double[] all = new double[Groups * planes * cells.Cells];
        for (int world = 0; world < cells.Height / height; world++)
        {
            int first = world * height;
            double[] made = make(tall => ReferenceWorld.CutPlanes(tall, cells.Height, cells.Width, 0, first, cells.Width, height));
            for (int plane = 0; plane < Groups * planes; plane++)
            {
                Array.Copy(made, plane * worldCells, all, plane * cells.Cells + world * worldCells, worldCells);
            }
        }

        return all;
    }

    private double[] Draw(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => (double)(2 * random.NextSingle() - 1))];
}
