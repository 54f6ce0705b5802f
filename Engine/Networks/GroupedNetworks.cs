using System.Collections.Immutable;
using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Networks;

/// <summary>The networks of all species, group by group, with their weights in one store.</summary>
internal sealed class GroupedNetworks
{
    private readonly Launcher launcher;
    private GateSettings gates = GateSettings.Usual;

    /// <param name="memory">Holds the weights.</param>
    /// <param name="plan">How they are made.</param>
    public GroupedNetworks(DeviceArena memory, NetworkPlan plan)
    {
        launcher = memory.Launcher;
        Plan = plan;
        Store = new WeightStore(memory, plan.Length, plan.Slices);
        Wires = memory.Allocate<float>(plan.FirstWire(plan.Species));
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

    /// <summary>All wires, species by species; whoever writes them calls <see cref="WiresChanged"/>.</summary>
    public DeviceBuffer<float> Wires { get; }

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

    /// <summary>Circuits are wired otherwise.</summary>
    /// <exception cref="UserException">A wire leads to no input.</exception>
    public void WiresChanged()
    {
        if (Plan.FirstWire(Plan.Species) == 0)
        {
            return;
        }

        float[] all = Wires.ReadAll(launcher.Flush());
        foreach ((NetworkGroup group, Network networks) in Plan.Groups.Zip(OfGroups))
        {
            for (int member = 0; member < group.Members.Length; member++)
            {
                networks.TakeWires(member, all.AsSpan(Plan.FirstWire(group.Members[member]), group.Architecture.Wires));
            }
        }
    }

    /// <summary>Takes over what may change between steps.</summary>
    public void Follow(in GateSettings settings)
    {
        gates = settings;
        foreach (Network networks in OfGroups)
        {
            networks.Follow(settings);
        }
    }

    /// <summary>What a species' circuit is where gates are decided, to look at; null where it has none, or too large a one.</summary>
    /// <param name="species">0 = the first.</param>
    public DrawnCircuit? DrawingOf(int species)
    {
        int group = Plan.Groups.Select(one => one.Members.Contains(species)).ToList().IndexOf(true);
        return OfGroups[group].DrawingOf(Plan.Groups[group].Members.IndexOf(species));
    }

    /// <summary>Becomes new networks, drawn from a seed.</summary>
    public void Begin(ulong seed)
    {
        Weights.Write(launcher.Flush(), 0, Draw(seed));
        WeightsChanged();
        Wires.Write(launcher.Flush(), 0, [.. Enumerable.Range(0, Plan.Species).SelectMany(species => Plan[species].DrawWires(species, seed))]);
        WiresChanged();
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
                architecture.Draw(layer, place, weights.AsSpan((int)slice.First, slice.Count), seed, gates.PassLogit[network.Key + 1]);
            }
        }

        return weights;
    }
}
