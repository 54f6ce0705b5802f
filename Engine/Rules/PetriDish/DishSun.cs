using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>The sun's proposal σ, one vector for all cells of all worlds, and the optimiser that moves it now and then.</summary>
internal sealed class DishSun : IDisposable
{
    private readonly DeviceArena memory;
    private readonly WeightStore store;
    private readonly Optimizers optimizer;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="channels">C.</param>
    public DishSun(DeviceArena memory, int channels)
    {
        this.memory = memory;
        store = new WeightStore(memory, channels, [new WeightSlice(0, channels, 0)]);
        optimizer = new Optimizers(memory, store);
        Gradient = memory.Allocate<float>(channels);
    }

    /// <summary>σ, <c>[channels]</c>.</summary>
    public DeviceBuffer<float> Vector => store.Values;

    /// <summary>Its last gradient, <c>[channels]</c>.</summary>
    public DeviceBuffer<float> Gradient { get; }

    /// <summary>The optimiser's memory and how far it has come.</summary>
    public IReadOnlyList<DeviceBuffer<float>> OptimizerState => [optimizer.First, optimizer.Second, optimizer.Progress];

    /// <summary>A random direction in the state channels.</summary>
    public void Begin(ulong seed, int stateChannels)
    {
        float[] vector = new float[(int)Vector.Length];
        Vectors.FillDirection(vector.AsSpan(0, stateChannels), seed, RandomStream.Sun, 0);
        Vector.Write(memory.Launcher.Flush(), 0, vector);
        optimizer.Begin();
    }

    /// <summary>Moves it by its gradient.</summary>
    public void Learn(PetriDishParameters parameters) => optimizer.Step(
        [
            new OptimizerSetting
            {
                Kind = OptimizerKind.AdamW,
                Learns = 1,
                Rate = parameters.LearningRate.Default * parameters.SunRateScale,
                SecondDecay = OptimizerConstants.PyTorch.SecondDecay,
                Epsilon = OptimizerConstants.PyTorch.Epsilon,
            },
        ],
        Gradient);

    public void Dispose() => memory.Dispose();
}
