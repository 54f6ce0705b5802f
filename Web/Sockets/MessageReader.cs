using System.Net.WebSockets;

namespace GpuEcosystem.Web.Sockets;

/// <summary>Reads a socket's messages, which have to be short and must not come too fast.</summary>
internal sealed class MessageReader(WebSocket socket)
{
    /// <summary>Bytes of the longest message; one byte more stands for all that are longer.</summary>
    public const int MostBytes = 64 << 10;

    // More than a person with a mouse sends, pictures acknowledged included.
    private const int MostASecond = 400;

    private readonly byte[] buffer = new byte[MostBytes + 1];
    private long second;
    private int count;

    /// <summary>The next message, which lasts until the next call; null where the page has closed its line.</summary>
    /// <exception cref="WebSocketException">The line is lost.</exception>
    public async Task<ReadOnlyMemory<byte>?> Next(CancellationToken cancellation)
    {
        await SlowDown(cancellation);
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage || length == buffer.Length)
            {
                return buffer.AsMemory(0, length);
            }
        }
    }

    // What is not read waits with whoever sends it.
    private Task SlowDown(CancellationToken cancellation)
    {
        long now = Environment.TickCount64;
        if (now - second >= 1000)
        {
            (second, count) = (now, 0);
        }

        return ++count <= MostASecond ? Task.CompletedTask : Task.Delay((int)(1000 - (now - second)), cancellation);
    }
}
