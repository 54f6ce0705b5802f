using System.Text.Json.Serialization;
using GpuEcosystem.Engine;
using GpuEcosystem.Sessions;
using GpuEcosystem.Web.Api;
using GpuEcosystem.Web.Files;
using GpuEcosystem.Web.Listening;
using GpuEcosystem.Web.Security;
using GpuEcosystem.Web.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GpuEcosystem.Web;

/// <summary>A page and an interface for programs on a session's world, from which it is watched and steered.</summary>
public sealed class WorldServer : IDisposable
{
    // Each costs the world a picture now and then, and memory.
    private const int MostPages = 100;

    private static readonly TimeSpan longestGoodbye = TimeSpan.FromSeconds(2);

    private readonly WebApplication application;
    private readonly PageHub hub;
    private bool isDisposed;

    private WorldServer(WebApplication application, PageHub hub, ServerAddress address)
    {
        this.application = application;
        this.hub = hub;
        Address = address;
    }

    /// <summary>Where the server is reached.</summary>
    public ServerAddress Address { get; }

    /// <summary>Begins to serve a world.</summary>
    /// <param name="session">The world, which stays its owner's.</param>
    /// <param name="options">Where to listen.</param>
    /// <exception cref="UserException">The port is in use, the machine has no such address, or the certificate is none.</exception>
    public static WorldServer Open(WorldSession session, ServerOptions options) =>
        Open(session, options, PageFiles.Embedded());

    /// <summary>The same with a page of somebody's own.</summary>
    internal static WorldServer Open(WorldSession session, ServerOptions options, PageFiles page)
    {
        ListeningPoint point = new(options);
        WebApplication application = Build(point);
        Tokens tokens = options.TokenFile is string kept ? TokenFile.Take(kept) : new Tokens();
        PageHub hub = new(session);
        application.Use(new Gate(point.Names, tokens).Pass);
        application.Use(Failures.Explain);
        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(30) });
        RouteGroupBuilder api = application.MapGroup(Refusal.Api);
        WorldEndpoints.Map(api, session);
        CommandEndpoints.Map(api, session);
        CheckpointEndpoints.Map(api, session);
        ReferenceEndpoints.Map(api, session);
        api.Map("/socket", hub.Serve).ExcludeFromDescription();
        application.MapOpenApi($"{Refusal.Api}/openapi.json");
        application.MapFallback("{*path}", page.Write);
        Start(application, point);
        string address = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        int port = new Uri(address).Port;
        string link = $"{point.Origin(port)}/?{Gate.Token}=";
        return new WorldServer(
            application, hub, new ServerAddress($"{link}{tokens.Steer}", $"{link}{tokens.Watch}", tokens.Steer, tokens.Watch, port));
    }

    /// <summary>Tells the pages that the session is over, and stops.</summary>
    /// <param name="reason">Why, in one line.</param>
    public void End(string reason)
    {
        if (!isDisposed)
        {
            isDisposed = true;
            hub.End(reason);
            application.StopAsync().GetAwaiter().GetResult();
            ((IDisposable)application).Dispose();
            hub.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => End("the program has ended");

    // Nothing of the environment's or of a folder's settings, and no log.
    private static WebApplication Build(ListeningPoint point)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services
            .AddRoutingCore()
            .AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "GpuEcosystem";
                document.Info.Description = "A living world, watched and steered. The token goes with every request: Authorization: Bearer TOKEN.";
                return Task.CompletedTask;
            }))
            .AddSingleton<IHostLifetime, SilentLifetime>()
            .Configure<HostOptions>(host => host.ShutdownTimeout = longestGoodbye)
            .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true)
            .Configure<JsonOptions>(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = CommandEndpoints.MostBytes;
            kestrel.Limits.MaxConcurrentUpgradedConnections = MostPages;
            point.Configure(kestrel);
        });
        return builder.Build();
    }

    private static void Start(WebApplication application, ListeningPoint point)
    {
        try
        {
            application.Start();
        }
        catch (Exception exception) when (point.Explain(exception) is UserException reason)
        {
            ((IDisposable)application).Dispose();
            throw reason;
        }
    }
}
