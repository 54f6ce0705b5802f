using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Sessions;
using GpuEcosystem.Sessions.Frames;
using GpuEcosystem.Web.Frames;
using GpuEcosystem.Web.Protocol;

namespace GpuEcosystem.Web.Sockets;

/// <summary>
/// A page's pictures: the newest there is when one can be sent, at most two that the page has not drawn yet, no faster than it wants. A page
/// that does not draw costs the world nothing, since it is not drawn for, and one whose line is slow gets coarser pictures.
/// </summary>
internal sealed class PagePictures : IDisposable
{
    private const int MostUnderWay = 2;

    private static readonly ViewRequest nothing = new(LayerChoice.Default, Palette.All[0]);

    private readonly WorldSession session;
    private readonly Packing packing;
    private readonly ImageWatcher watcher;
    private readonly LineSpeed line = new();
    private readonly ConcurrentQueue<(long Frame, long Time, int Bytes)> underWay = new();
    private CellImage? delivered;
    private CellImage? sent;
    private volatile PageView? view;
    private LayerChoice? colouredLayer;
    private long lastFrame;
    private long shownFrame;
    private long lastTime;
    private bool isWanted;

    /// <param name="session">The world.</param>
    /// <param name="packing">Packs pictures for all pages.</param>
    /// <param name="ring">Says that a picture has come.</param>
    public PagePictures(WorldSession session, Packing packing, Action ring)
    {
        this.session = session;
        this.packing = packing;
        watcher = new ImageWatcher(nothing, image =>
        {
            Volatile.Write(ref delivered, image);
            ring();
        });
        session.Join(watcher);
    }

    /// <summary>The cell that the page points at.</summary>
    public CellInspection? Inspection => watcher.Inspection;

    /// <summary>What is to be seen from now on; nothing if null.</summary>
    public void Show(PageView? wanted)
    {
        view = wanted;
        try
        {
            watcher.Show(wanted?.ToRequest(session.Snapshot.Parameters, line.Coarseness) ?? nothing);
        }
        catch (UserException)
        {
            // The page speaks of a world that has just gone; it hears of the new one.
            watcher.Show(nothing);
        }
    }

    /// <summary>The page has drawn a picture, and all before it.</summary>
    public void HasShown(long frame)
    {
        Volatile.Write(ref shownFrame, Math.Clamp(frame, Volatile.Read(ref shownFrame), Volatile.Read(ref lastFrame)));
        while (underWay.TryPeek(out (long Frame, long Time, int Bytes) picture) && picture.Frame <= frame && underWay.TryDequeue(out picture))
        {
            if (line.Took(Stopwatch.GetElapsedTime(picture.Time), picture.Bytes))
            {
                Show(view);
            }
        }
    }

    /// <summary>Sends what can be sent and asks for what could be sent next.</summary>
    /// <returns>How long until something can be that cannot be yet.</returns>
    public async Task<TimeSpan> Send(WebSocket socket, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref delivered, null) is CellImage image)
        {
            isWanted = false;
            await Send(socket, image, cancellation);
        }

        if (isWanted || view is not PageView shown || lastFrame - Volatile.Read(ref shownFrame) >= MostUnderWay)
        {
            return Timeout.InfiniteTimeSpan;
        }

        TimeSpan early = TimeSpan.FromSeconds(1 / shown.FramesPerSecond) - Stopwatch.GetElapsedTime(lastTime);
        if (early > TimeSpan.Zero)
        {
            return early;
        }

        isWanted = true;
        watcher.Want();
        return Timeout.InfiniteTimeSpan;
    }

    public void Dispose() => session.Leave(watcher);

    private async Task Send(WebSocket socket, CellImage image, CancellationToken cancellation)
    {
        if (colouredLayer != image.Layer && LayerColours.Of(image.Layer) is LayerColours colours)
        {
            colouredLayer = image.Layer;
            await socket.SendAsync(WireJson.Message("colours", colours), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        }

        CellImage? earlier = Packing.Follows(image, sent) ? sent : null;
        byte[] body = await packing.Pack(image, earlier);
        FrameHead head = FrameHead.Of(image, watcher.Request.Palette.Name, lastFrame + 1, earlier is null ? null : lastFrame);
        (lastTime, sent) = (Stopwatch.GetTimestamp(), image);
        underWay.Enqueue((head.Frame, lastTime, body.Length));
        Volatile.Write(ref lastFrame, head.Frame);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(head, WireJson.Options);
        byte[] start = new byte[sizeof(int) + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(start, json.Length);
        json.CopyTo(start, sizeof(int));
        await socket.SendAsync(start, WebSocketMessageType.Binary, endOfMessage: false, cancellation);
        await socket.SendAsync(body, WebSocketMessageType.Binary, endOfMessage: true, cancellation);
    }
}
