using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Learning;
using GpuEcosystem.Kernels.Random;

namespace GpuEcosystem.Engine.State;

/// <summary>What makes species what they are: their networks, how these learn, and what a new cell of each looks like.</summary>
internal sealed class Species : IDisposable
{
    private readonly DeviceArena memory;

    /// <param name="memory">Holds all of it, and is given back with it.</param>
    /// <param name="plan">How their networks are made.</param>
    public Species(DeviceArena memory, NetworkPlan plan)
    {
        this.memory = memory;
        Networks = new GroupedNetworks(memory, plan);
        Optimizers = new Optimizers(memory, Networks.Store);
        Characters = memory.Allocate<float>((long)plan.Species * (1 + plan.Channels));
    }

    public GroupedNetworks Networks { get; }

    public Optimizers Optimizers { get; }

    /// <summary>Of each species a scale and a bias vector, <c>[species][1 + channels]</c>, for the cells that it is given.</summary>
    public DeviceBuffer<float> Characters { get; }

    /// <summary>New networks and characters, drawn from a seed, and optimisers that remember nothing.</summary>
    public void Begin(WorldParameters parameters, ulong seed)
    {
        float[] characters = DrawCharacters(Networks.Plan.Species, 1 + Networks.Plan.Channels, seed);
        Networks.Follow(parameters.Gates);
        Networks.Begin(seed);
        Characters.Write(memory.Launcher.Flush(), 0, characters);
        Optimizers.Begin();
    }

    /// <summary>
    /// Takes over the networks that others have alike, with their optimisers' memory and what new cells look like. Those that others do not have
    /// stay as they begin.
    /// </summary>
    /// <returns>Whether there were any.</returns>
    public bool TakeOver(Species old)
    {
        (NetworkPlan plan, NetworkPlan before) = (Networks.Plan, old.Networks.Plan);
        HashSet<int> kept = [.. Enumerable.Range(0, Math.Min(plan.Networks, before.Networks)).Where(network => plan[network] == before[network])];
        foreach ((WeightSlice from, WeightSlice to) in before.Slices.Where(slice => kept.Contains(slice.Group))
            .Zip(plan.Slices.Where(slice => kept.Contains(slice.Group))))
        {
            Copy(old.Networks.Weights, from.First, Networks.Weights, to.First, to.Count);
            Copy(old.Optimizers.First, from.First, Optimizers.First, to.First, to.Count);
            Copy(old.Optimizers.Second, from.First, Optimizers.Second, to.First, to.Count);
        }

        foreach (int network in kept)
        {
            Copy(old.Optimizers.Progress, Optimizers.Progress, network, Optimizers.NumbersOfProgress);
            Copy(old.Characters, Characters, network, 1 + plan.Channels);
            Copy(old.Networks.Wires, before.FirstWire(network), Networks.Wires, plan.FirstWire(network), plan[network].Wires);
        }

        Optimizers.Kinds = kept.Count > 0 ? old.Optimizers.Kinds : [];
        Networks.WeightsChanged();
        Networks.WiresChanged();
        return kept.Count > 0;
    }

    /// <summary>How each group of networks moves: each species, or, where they share their networks, all as the first.</summary>
    public static OptimizerSetting[] SettingsOf(WorldParameters parameters, int groups) =>
    [
        .. Enumerable.Range(1, groups).Select(species => new OptimizerSetting
        {
            Kind = parameters.Optimizer[species],
            Learns = parameters.Learns[species] ? 1 : 0,
            Rate = parameters.LearningRate[species],
            Clip = parameters.GradientClip[species],
            Kept = parameters.OptimizerConstantsOf(species).Kept,
            Added = parameters.OptimizerConstantsOf(species).Added,
            SecondDecay = parameters.OptimizerConstantsOf(species).SecondDecay,
            Epsilon = parameters.OptimizerConstantsOf(species).Epsilon,
        }),
    ];

    /// <summary>Moves the weights by their gradients.</summary>
    /// <param name="parameters">The rules.</param>
    /// <param name="gradients">The gradients, laid out as the weights are.</param>
    /// <param name="clipsTogether">Whether the gradients of all that learn are clipped as one.</param>
    public void Learn(WorldParameters parameters, DeviceBuffer<float> gradients, bool clipsTogether = false)
    {
        Optimizers.Step(SettingsOf(parameters, Networks.Store.Groups), gradients, clipsTogether);
        Networks.WeightsChanged();
    }

    public void Dispose() => memory.Dispose();

    private void Copy(DeviceBuffer<float> source, DeviceBuffer<float> target, int index, int count) =>
        Copy(source, (long)index * count, target, (long)index * count, count);

    private void Copy(DeviceBuffer<float> source, long from, DeviceBuffer<float> target, long to, int count)
    {
        if (count > 0)
        {
            source.Part(from, count).CopyTo(memory.Launcher.Flush(), target.Part(to, count));
        }
    }

    // Of each species a scale, (0.7 + 0.6 (n + 0.5) / N)(0.9 + 0.2 z), and a bias vector, 0.3 · normal(C).
    private static float[] DrawCharacters(int species, int length, ulong seed)
    {
        float[] drawn = new float[species * length];
        for (int n = 0; n < species; n++)
        {
            // A normal number takes two words, and the one uniform number takes the first pair's place.
            ulong first = (ulong)(n * length);
            float z = Philox.Uniform(seed, RandomStream.SpeciesCharacter, 0, 2 * first);
            drawn[n * length] = (0.7f + 0.6f * (n + 0.5f) / species) * (0.9f + 0.2f * z);
            for (int channel = 1; channel < length; channel++)
            {
                ulong index = first + (ulong)channel;
                drawn[n * length + channel] = 0.3f * Philox.Normal(seed, RandomStream.SpeciesCharacter, 0, index);
            }
        }

        return drawn;
    }
}
