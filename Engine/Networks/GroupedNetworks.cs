using System.Collections.Immutable;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Networks;

/// <summary>The networks of all species, group by group, with their weights in one store.</summary>
internal sealed class GroupedNetworks
{
    /// <param name="memory">Holds the weights.</param>
    /// <param name="plan">How they are made.</param>
    public GroupedNetworks(DeviceArena memory, NetworkPlan plan)
    {
        Plan = plan;
        Store = new WeightStore(memory, plan.Length, plan.Slices);
        OfGroups =
        [
            .. plan.Groups.Select(group => group.Architecture.Make(memory, Store.Values.Part(group.First, group.Length), group.Members)),
        ];
    }

    /// <summary>How they are made.</summary>
    public NetworkPlan Plan { get; }

    /// <summary>The weights and their slices, for optimisers.</summary>
    public WeightStore Store { get; }

    /// <summary>All weights; whoever writes them calls <see cref="WeightsChanged"/>.</summary>
    public DeviceBuffer<float> Weights => Store.Values;

    /// <summary>Each group's networks, in the plan's order.</summary>
    public ImmutableArray<Network> OfGroups { get; }

    /// <summary>Copies of the weights are no longer theirs.</summary>
    public void WeightsChanged()
    {
        foreach (Network networks in OfGroups)
        {
            networks.WeightsChanged();
        }
    }

    /// <summary>
    /// Weights of new networks, drawn from a seed: those that each would have in a world in which all are like it, so that they follow from
    /// its own kind and sizes alone.
    /// </summary>
    public float[] Draw(ulong seed)
    {
        float[] weights = new float[Plan.Length];
        foreach (IGrouping<int, WeightSlice> network in Plan.Slices.GroupBy(slice => slice.Group))
        {
            Architecture architecture = Plan[network.Key];
            IEnumerable<long> places = architecture.SlicesOf(Plan.Species).Where(slice => slice.Group == network.Key).Select(slice => slice.First);
            foreach ((int layer, (WeightSlice slice, long place)) in network.Zip(places).Index())
            {
                architecture.Draw(layer, place, weights.AsSpan((int)slice.First, slice.Count), seed);
            }
        }

        return weights;
    }
}
