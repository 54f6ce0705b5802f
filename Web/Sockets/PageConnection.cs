using System.Diagnostics;
using System.Net.WebSockets;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits.Export;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Sessions;
using GpuEcosystem.Web.Frames;
using GpuEcosystem.Web.Protocol;
using GpuEcosystem.Web.Security;

namespace GpuEcosystem.Web.Sockets;

/// <summary>
/// One page's line. What the page says is read one message at a time; what it is told is made when it can be sent, so that a page that
/// is slow, or asleep, has no queue but of answers to what it has asked itself.
/// </summary>
internal sealed class PageConnection : IDisposable
{
    private static readonly TimeSpan newsInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan longestGoodbye = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan longestGreeting = TimeSpan.FromSeconds(20);

    private readonly WebSocket socket;
    private readonly Visitor visitor;
    private readonly PageHub hub;
    private readonly Packing packing;
    private readonly Bell bell = new();
    private readonly Outbox outbox = new();
    private readonly Patience patience = new();
    private readonly MessageReader reader;
    private PagePictures? pictures;
    private Notice? toldNotice;
    private CellInspection? toldCell;
    private DrawnCircuit? toldCircuit;
    private long toldPeople;
    private long lastNews;
    private Parting? parting;

    /// <param name="socket">The line.</param>
    /// <param name="visitor">Who is at its other end.</param>
    /// <param name="hub">All pages.</param>
    /// <param name="packing">Packs their pictures.</param>
    public PageConnection(WebSocket socket, Visitor visitor, PageHub hub, Packing packing)
    {
        this.socket = socket;
        this.visitor = visitor;
        this.hub = hub;
        this.packing = packing;
        reader = new MessageReader(socket);
        toldNotice = hub.Session.Notice;
    }

    /// <summary>What the page is called.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whether it may ask the world for something.</summary>
    public bool MaySteer => visitor.MaySteer;

    /// <summary>There may be something to tell it. Any thread.</summary>
    public void Ring() => bell.Ring();

    /// <summary>Talks with the page until one of both has had enough.</summary>
    public async Task Run(CancellationToken cancellation)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (await Attempt(() => Greet(end.Token)) is not PageMessage.Hello hello)
        {
            return;
        }

        hub.Join(this, hello.Name);
        pictures = new PagePictures(hub.Session, packing, Ring);
        try
        {
            Task listening = Attempt(() => Listen(end.Token));
            Task telling = Attempt(() => Tell(new PageNews(hello.Since), end.Token));
            await Task.WhenAny(listening, telling);
            Part(WebSocketCloseStatus.NormalClosure, "");
            Task both = Task.WhenAll(listening, telling);
            await Task.WhenAny(both, Task.Delay(longestGoodbye, CancellationToken.None));
            await end.CancelAsync();
            await both;
        }
        finally
        {
            hub.Leave(this);
        }
    }

    public void Dispose()
    {
        pictures?.Dispose();
        outbox.Dispose();
        bell.Dispose();
    }

    // A line that is lost, or that one of both gives up, is no failure.
    private static async Task<T?> Attempt<T>(Func<Task<T?>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static Task Attempt(Func<Task> work) => Attempt<object>(async () =>
    {
        await work();
        return work;
    });

    private async Task<PageMessage.Hello?> Greet(CancellationToken cancellation)
    {
        using CancellationTokenSource patient = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patient.CancelAfter(longestGreeting);
        ReadOnlyMemory<byte>? first = await reader.Next(patient.Token);
        if (first is ReadOnlyMemory<byte> text && TryRead(text) is PageMessage.Hello hello)
        {
            return hello;
        }

        await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, "a page says hello first", patient.Token);
        return null;
    }

    private async Task Listen(CancellationToken cancellation)
    {
        while (await reader.Next(cancellation) is ReadOnlyMemory<byte> text)
        {
            if (text.Length > MessageReader.MostBytes)
            {
                Part(WebSocketCloseStatus.MessageTooBig, "messages of pages are short");
                return;
            }

            if (TryRead(text) is PageMessage message)
            {
                patience.Restore();
                await Take(message, cancellation);
            }
            else if (patience.Lose())
            {
                outbox.Notify(NoticeOf(new Notice("the server did not understand this page", IsWarning: true)));
                Ring();
            }

            if (patience.IsOver)
            {
                Part(WebSocketCloseStatus.PolicyViolation, "nothing that this page says makes sense");
                return;
            }
        }
    }

    private static PageMessage? TryRead(ReadOnlyMemory<byte> text)
    {
        try
        {
            return PageMessage.Read(text);
        }
        catch (UserException)
        {
            return null;
        }
    }

    private async Task Take(PageMessage message, CancellationToken cancellation)
    {
        switch (message)
        {
            case PageMessage.Hello hello:
                hub.Join(this, hello.Name);
                break;
            case PageMessage.Rename rename:
                hub.Join(this, rename.Name);
                break;
            case PageMessage.Show show:
                pictures!.Show(show.View);
                Ring();
                break;
            case PageMessage.Shown shown:
                pictures!.HasShown(shown.Frame);
                Ring();
                break;
            case PageMessage.Do order:
                await outbox.WaitForRoom(cancellation);
                _ = Answer(order);
                break;
            default:
                throw new InvalidOperationException($"nobody takes {message}");
        }
    }

    private async Task Answer(PageMessage.Do order)
    {
        string? refusal = await Orders.CarryOut(hub.Session, visitor, Name, order.Command);
        outbox.Answer(WireJson.Message("answer", new AnswerNews(order.Id, refusal)));
        Ring();
    }

    // The last word; of several the first.
    private void Part(WebSocketCloseStatus status, string reason)
    {
        Interlocked.CompareExchange(ref parting, new Parting(status, reason), null);
        Ring();
    }

    private async Task Tell(PageNews news, CancellationToken cancellation)
    {
        await Send(WireJson.Message("welcome", Welcome.Create(Name, MaySteer, await hub.Device, hub.Session.Palette)), cancellation);
        while (true)
        {
            while (outbox.Take() is byte[] message)
            {
                await Send(message, cancellation);
            }

            if (hub.Ending is string reason)
            {
                await Send(WireJson.Message("ended", reason), cancellation);
                Part(WebSocketCloseStatus.NormalClosure, "");
            }

            if (Volatile.Read(ref parting) is Parting last)
            {
                await socket.CloseOutputAsync(last.Status, last.Reason, cancellation);
                return;
            }

            TimeSpan wait = await TellNews(news, cancellation);
            await bell.Sleep(Shorter(wait, await pictures!.Send(socket, cancellation)), cancellation);
        }
    }

    private async Task<TimeSpan> TellNews(PageNews news, CancellationToken cancellation)
    {
        if (hub.Session.Notice is Notice notice && notice != toldNotice)
        {
            toldNotice = notice;
            if (notice.Concerns(Name))
            {
                await Send(NoticeOf(notice), cancellation);
            }
        }

        if (toldPeople != hub.PeopleVersion)
        {
            toldPeople = hub.PeopleVersion;
            await Send(WireJson.Message("people", hub.People(this)), cancellation);
        }

        if (pictures!.Inspection is var cell && !ReferenceEquals(cell, toldCell))
        {
            toldCell = cell;
            if (cell?.Circuit is CellCircuit { Drawing: var circuit } && circuit != toldCircuit)
            {
                toldCircuit = circuit;
                await Send(WireJson.Message("circuit", CircuitNews.Of(circuit)), cancellation);
            }

            await Send(WireJson.Message("cell", Cell.Of(cell)), cancellation);
        }

        TimeSpan early = newsInterval - Stopwatch.GetElapsedTime(lastNews);
        if (early > TimeSpan.Zero)
        {
            return early;
        }

        foreach (byte[] message in news.Until(hub.Session.Snapshot))
        {
            lastNews = Stopwatch.GetTimestamp();
            await Send(message, cancellation);
        }

        return Timeout.InfiniteTimeSpan;
    }

    private Task Send(byte[] message, CancellationToken cancellation) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation);

    private static byte[] NoticeOf(Notice notice) => WireJson.Message("notice", new NoticeNews(notice.Text, notice.IsWarning));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) =>
        one == Timeout.InfiniteTimeSpan || (other != Timeout.InfiniteTimeSpan && other < one) ? other : one;

    private sealed record Parting(WebSocketCloseStatus Status, string Reason);

    private sealed record AnswerNews(long Id, string? Refusal);

    private sealed record NoticeNews(string Text, bool Warning);
}
