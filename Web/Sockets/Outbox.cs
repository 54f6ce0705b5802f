using System.Collections.Concurrent;

namespace GpuEcosystem.Web.Sockets;

/// <summary>
/// What waits to be told to one page alone: answers, of which there are never more than the page may have asked for at once, and the
/// last of the notices that only it gets.
/// </summary>
internal sealed class Outbox : IDisposable
{
    private const int MostAsked = 32;

    private readonly ConcurrentQueue<byte[]> answers = new();
    private readonly SemaphoreSlim room = new(MostAsked);
    private byte[]? notice;

    /// <summary>Waits until the page may ask for something more.</summary>
    public Task WaitForRoom(CancellationToken cancellation) => room.WaitAsync(cancellation);

    /// <summary>Takes an answer.</summary>
    public void Answer(byte[] message) => answers.Enqueue(message);

    /// <summary>Takes a notice, in place of one that has not gone yet.</summary>
    public void Notify(byte[] message) => Volatile.Write(ref notice, message);

    /// <summary>What goes next; null where nothing waits.</summary>
    public byte[]? Take()
    {
        if (answers.TryDequeue(out byte[]? answer))
        {
            room.Release();
            return answer;
        }

        return Interlocked.Exchange(ref notice, null);
    }

    public void Dispose() => room.Dispose();
}
