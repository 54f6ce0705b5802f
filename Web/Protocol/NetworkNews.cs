using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Sessions;

namespace GpuEcosystem.Web.Protocol;

/// <summary>What a species' network is.</summary>
/// <param name="Weights">What it has learned.</param>
/// <param name="Operations">Of a cell and step.</param>
/// <param name="Idle">Parameters that each species can have a value of its own for, and that mean nothing to networks of its kind.</param>
internal sealed record NetworkNews(long Weights, long Operations, IReadOnlyList<string> Idle)
{
    public static IReadOnlyList<NetworkNews> Of(WorldSnapshot snapshot) =>
        [.. snapshot.Metrics.Networks.Select((size, species) => Of(size, snapshot, species + 1))];

    private static NetworkNews Of(NetworkSize size, WorldSnapshot snapshot, int species) => new(
        size.Weights,
        size.Operations,
        [
            .. snapshot.Parameters.Catalogue.All
                .Where(parameter => parameter.PerSpecies && !parameter.Concerns(snapshot.Parameters, species))
                .Select(parameter => parameter.Name),
        ]);
}
