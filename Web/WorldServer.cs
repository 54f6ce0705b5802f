using GpuEcosystem.Engine;
using GpuEcosystem.Sessions;
using GpuEcosystem.Web.Files;
using GpuEcosystem.Web.Listening;
using GpuEcosystem.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GpuEcosystem.Web;

/// <summary>A page and an interface for programs on a session's world, from which it is watched and steered.</summary>
public sealed class WorldServer : IDisposable
{
    private readonly WebApplication application;

    private WorldServer(WebApplication application, ServerAddress address)
    {
        this.application = application;
        Address = address;
    }

    /// <summary>Where the server is reached.</summary>
    public ServerAddress Address { get; }

    /// <summary>Begins to serve a world.</summary>
    /// <param name="session">The world, which stays its owner's.</param>
    /// <param name="options">Where to listen.</param>
    /// <exception cref="UserException">The port is in use, the machine has no such address, or the certificate is none.</exception>
    public static WorldServer Open(WorldSession session, ServerOptions options)
    {
        ListeningPoint point = new(options);

        // Nothing of the environment's or of a folder's settings, and no log.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, SilentLifetime>();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            point.Configure(kestrel);
        });
        WebApplication application = builder.Build();
        Tokens tokens = new();
        application.Use(new Gate(point.Names, tokens).Pass);
        application.UseWebSockets();
        application.MapFallback(PageFiles.Embedded().Write);
        Start(application, point);
        string address = application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        int port = new Uri(address).Port;
        string link = $"{point.Origin(port)}/?{Gate.Token}=";
        return new WorldServer(
            application, new ServerAddress($"{link}{tokens.Steer}", $"{link}{tokens.Watch}", tokens.Steer, tokens.Watch, port));
    }

    /// <summary>Tells the pages that the session is over, and stops.</summary>
    /// <param name="reason">Why, in one line.</param>
    public void Close(string reason)
    {
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        application.StopAsync().GetAwaiter().GetResult();
        ((IDisposable)application).Dispose();
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
