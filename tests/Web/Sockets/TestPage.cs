using System.Buffers.Binary;
using System.IO.Compression;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using GpuEcosystem.Web;

namespace GpuEcosystem.Tests.Web.Sockets;

/// <summary>A page without a browser.</summary>
internal sealed class TestPage : IDisposable
{
    private static readonly TimeSpan longestWait = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket socket = new();
    private readonly Queue<(JsonElement Head, uint[] Codes, byte[] File)> pictures = new();
    private byte[] what = [];
    private byte[] level = [];

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    /// <summary>Opens a line and says hello.</summary>
    public static async Task<TestPage> Open(ServerAddress address, string name = "", string since = "null", bool maySteer = true)
    {
        TestPage page = await Connect(address, maySteer);
        await page.Say($$"""{"hello": {"name": {{JsonSerializer.Serialize(name)}}, "since": {{since}} } }""");
        return page;
    }

    /// <summary>Opens a line.</summary>
    public static async Task<TestPage> Connect(ServerAddress address, bool maySteer = true, string? origin = null)
    {
        TestPage page = new();
        page.socket.Options.SetRequestHeader("Authorization", $"Bearer {(maySteer ? address.Token : address.WatchToken)}");
        if (origin is not null)
        {
            page.socket.Options.SetRequestHeader("Origin", origin);
        }

        await page.socket.ConnectAsync(new Uri(FormattableString.Invariant($"ws://127.0.0.1:{address.Port}/api/socket")), Patience());
        return page;
    }

    public Task Say(string json) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, Patience());

    /// <summary>Asks something of the world; what became of it is null or why not.</summary>
    public async Task<string?> Do(string command)
    {
        await Say($$"""{"id": 7, "do": {{command}}}""");
        return (await Next("answer")).GetProperty("refusal").GetString();
    }

    /// <summary>Shows all of a layer of an 11 x 9 world.</summary>
    public Task Show(string layer, int block = 1) => Say(
        $$"""{"view": {"layer": "{{layer}}", "palette": "vivid", "world": "1", "region": [0, 0, 11, 9], "block": {{block}}, "pointer": [3, 5], "framesPerSecond": 60} }""");

    /// <summary>The next message of a kind; others before it are passed over, but for pictures.</summary>
    public async Task<JsonElement> Next(string kind)
    {
        while (true)
        {
            (JsonElement? text, byte[]? bytes) = await Receive();
            if (bytes is not null)
            {
                pictures.Enqueue(Decode(bytes));
            }

            if (text is JsonElement message && message.TryGetProperty(kind, out JsonElement value))
            {
                return value;
            }
        }
    }

    /// <summary>The next picture: its head, and the codes of its cells, or the file that it is.</summary>
    public async Task<(JsonElement Head, uint[] Codes, byte[] File)> NextPicture()
    {
        while (pictures.Count == 0)
        {
            (_, byte[]? bytes) = await Receive();
            if (bytes is not null)
            {
                pictures.Enqueue(Decode(bytes));
            }
        }

        return pictures.Dequeue();
    }

    /// <summary>Says that a picture was drawn.</summary>
    public Task HasShown(JsonElement head) => Say($$"""{"shown": {{head.GetProperty("frame").GetInt64()}}}""");

    /// <summary>The next message, of text or of bytes; neither once the line is closed.</summary>
    public async Task<(JsonElement? Text, byte[]? Bytes)> Receive()
    {
        using MemoryStream message = new();
        byte[] buffer = new byte[1 << 16];
        while (true)
        {
            WebSocketReceiveResult part = await socket.ReceiveAsync(buffer, Patience());
            message.Write(buffer, 0, part.Count);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException($"closed: {part.CloseStatus}");
            }

            if (part.EndOfMessage)
            {
                return part.MessageType == WebSocketMessageType.Text
                    ? (JsonSerializer.Deserialize<JsonElement>(message.ToArray()), null)
                    : (null, message.ToArray());
            }
        }
    }

    /// <summary>Reads until the server closes the line.</summary>
    public async Task UntilClosed()
    {
        try
        {
            while (true)
            {
                await Receive();
            }
        }
        catch (WebSocketException)
        {
            // As expected.
        }
    }

    public void Dispose() => socket.Dispose();

    private (JsonElement Head, uint[] Codes, byte[] File) Decode(byte[] bytes)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        JsonElement head = JsonSerializer.Deserialize<JsonElement>(bytes.AsSpan(sizeof(int), length));
        byte[] body = bytes[(sizeof(int) + length)..];
        if (head.GetProperty("kind").GetString() == "webp")
        {
            return (head, [], body);
        }

        using DeflateStream stream = new(new MemoryStream(body), CompressionMode.Decompress);
        using MemoryStream plain = new();
        stream.CopyTo(plain);
        int cells = head.GetProperty("width").GetInt32() * head.GetProperty("height").GetInt32();
        byte[] planes = plain.ToArray();
        bool isKey = head.GetProperty("base").ValueKind == JsonValueKind.Null;
        what = Add(isKey ? new byte[cells] : what, planes.AsSpan(0, cells));
        level = Add(isKey ? new byte[cells] : level, planes.AsSpan(cells, cells));
        return (head, [.. what.Zip(level, (one, much) => (uint)(one | much << 8))], []);
    }

    private static byte[] Add(byte[] earlier, ReadOnlySpan<byte> difference)
    {
        byte[] sum = [.. earlier];
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += difference[i];
        }

        return sum;
    }

    private static CancellationToken Patience() => new CancellationTokenSource(longestWait).Token;
}
