using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>Who learns in an epoch. What nobody learns from is not computed.</summary>
internal sealed class Learners
{
    private readonly bool[] learns;

    /// <param name="parameters">The rules.</param>
    /// <param name="epoch">The epoch, 0 = the first.</param>
    public Learners(PetriDishParameters parameters, long epoch)
    {
        bool[] networks = [.. Enumerable.Range(1, parameters.Species).Select(species => parameters.Learns[species])];
        if (parameters.Coupling == Coupling.Interleaved)
        {
            // Each network has rows of all species, and each species learns through all networks.
            Array.Fill(networks, networks.Contains(true));
        }

        int interval = parameters.SunInterval;
        learns = [interval > 0 && epoch > 0 && epoch % interval == 0, .. networks];
    }

    /// <summary>Whether anybody does.</summary>
    public bool Any => learns.Contains(true);

    /// <summary>Whether the sun does.</summary>
    public bool Sun => learns[0];

    /// <summary>The networks that do, 0 = the first species'.</summary>
    public IEnumerable<IndexRun> Networks => IndexRun.Where(learns[1..]);

    /// <summary>Whether a network does.</summary>
    /// <param name="network">Which, 0 = the first species'.</param>
    public bool HasNetwork(int network) => learns[1 + network];

    /// <summary>The perspectives that something is learned from, 0 = the sun's, which no step but the last reaches.</summary>
    public IEnumerable<IndexRun> Perspectives(bool isLast) => IndexRun.Where([Sun && isLast, .. learns[1..]]);
}
