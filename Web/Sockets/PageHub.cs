using System.Collections.Immutable;
using System.Net.WebSockets;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Sessions;
using GpuEcosystem.Web.Frames;
using GpuEcosystem.Web.Protocol;
using GpuEcosystem.Web.Security;
using Microsoft.AspNetCore.Http;

namespace GpuEcosystem.Web.Sockets;

/// <summary>All pages that watch one world.</summary>
internal sealed class PageHub : IDisposable
{
    private static readonly TimeSpan longestGoodbye = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private readonly Packing packing = new();
    private ImmutableArray<PageConnection> pages = [];
    private volatile string? ending;

    /// <param name="session">The world.</param>
    public PageHub(WorldSession session)
    {
        Session = session;
        Device = session.Ask(world => world.World.Device.Description);
        session.Told += RingAll;

        // What ships with the program is in files, for which the first page is not to wait.
        _ = Task.Run(() => (ShippedWorld.Presets, ShippedWorld.Grown));
    }

    /// <summary>The world.</summary>
    public WorldSession Session { get; }

    /// <summary>Where the world lives.</summary>
    public Task<DeviceDescription> Device { get; }

    /// <summary>Grows whenever <see cref="People"/> says something else.</summary>
    public long PeopleVersion { get; private set; }

    /// <summary>Why the session is over; null while it is not.</summary>
    public string? Ending => ending;

    /// <summary>Serves a page until it goes or the session is over.</summary>
    public async Task Serve(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await Refusal.Write(context, StatusCodes.Status426UpgradeRequired, "here is a WebSocket; everything else is described in /api/openapi.json");
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        using PageConnection page = new(socket, Visitor.Of(context), this, packing);
        await page.Run(context.RequestAborted);
    }

    /// <summary>Takes a page in under a name that no other has.</summary>
    public void Join(PageConnection page, string wanted)
    {
        lock (gate)
        {
            pages = pages.Contains(page) ? pages : pages.Add(page);
            page.Name = PersonName.Choose(wanted, [.. pages.Where(other => other != page).Select(other => other.Name)]);
            PeopleVersion++;
        }

        RingAll();
    }

    /// <summary>A page is gone.</summary>
    public void Leave(PageConnection page)
    {
        lock (gate)
        {
            pages = pages.Remove(page);
            PeopleVersion++;
        }

        RingAll();
    }

    /// <summary>Who watches, as one of them sees it.</summary>
    public Person[] People(PageConnection you)
    {
        lock (gate)
        {
            return [.. pages.Select(page => new Person(page.Name, page.MaySteer, page == you))];
        }
    }

    /// <summary>Tells all pages that the session is over, and waits for them to hear it, but not for long.</summary>
    public void End(string reason)
    {
        ending = reason;
        RingAll();
        SpinWait.SpinUntil(() => pages.IsEmpty, longestGoodbye);
    }

    public void Dispose() => Session.Told -= RingAll;

    private void RingAll()
    {
        foreach (PageConnection page in pages)
        {
            page.Ring();
        }
    }
}
