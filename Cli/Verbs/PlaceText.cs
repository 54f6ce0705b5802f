using GpuEcosystem.Discovery.Stores;
using GpuEcosystem.Engine;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>How verbs are told where an experiment is.</summary>
internal static class PlaceText
{
    /// <summary>What else a folder may be, for descriptions.</summary>
    public const string Else = $"a folder, or postgres://USER@HOST/DATABASE?experiment=NAME; {StorePlace.Variable} unless given";

    /// <summary>An experiment's place.</summary>
    /// <param name="given">What was given; null for nothing.</param>
    /// <param name="how">How it is given.</param>
    /// <param name="lease">How long a run stays with a worker of which nothing is heard.</param>
    /// <exception cref="UserException">Nobody says where, or it cannot be there.</exception>
    public static StorePlace Read(string? given, string how, TimeSpan lease) => given is not null
        ? new StorePlace(given, lease)
        : StorePlace.Usual(lease) ?? throw new UserException($"an experiment needs a folder; give {how}, or a database's URL there or in {StorePlace.Variable}");
}
