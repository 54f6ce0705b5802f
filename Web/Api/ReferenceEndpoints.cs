using GpuEcosystem.Sessions;
using GpuEcosystem.Web.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GpuEcosystem.Web.Api;

/// <summary>What there is to choose from.</summary>
internal static class ReferenceEndpoints
{
    /// <summary>Adds them.</summary>
    public static void Map(RouteGroupBuilder api, WorldSession session)
    {
        api.MapGet("/presets", () => new ShippedWorlds(ShippedWorld.Presets, ShippedWorld.Grown))
            .WithSummary("Worlds that come with the program: starts, and those that have lived for a while");
        api.MapGet("/parameters", () => Rules.Create(session.Snapshot.Parameters).Parameters)
            .WithSummary("All parameters of the world's rules");
        api.MapGet("/values", () => Value.Of(session.Snapshot.Parameters))
            .WithSummary("Their values, as texts: of all species, and of those that have one of their own");
        api.MapGet("/layers", () => Rules.Create(session.Snapshot.Parameters).Layers)
            .WithSummary("What of the world can be shown");
    }

    private sealed record ShippedWorlds(IReadOnlyList<ShippedWorld> Presets, IReadOnlyList<ShippedWorld> Grown);
}
