using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;

namespace GpuEcosystem.Tests;

/// <summary>What tests ask of worlds that have the ecosystem's rules.</summary>
internal static class EcosystemWorlds
{
    /// <summary>The parameters of such a world.</summary>
    public static EcosystemParameters Ecosystem(this WorldParameters parameters) => (EcosystemParameters)parameters;
}
