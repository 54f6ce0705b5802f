using System.Diagnostics;

namespace GpuEcosystem.Web.Sockets;

/// <summary>What a page may say that makes no sense: it is told so once a second, and not listened to for ever.</summary>
internal sealed class Patience
{
    private const int MostInARow = 100;

    private static readonly TimeSpan interval = TimeSpan.FromSeconds(1);

    private long lastTold;
    private int inARow;

    /// <summary>Whether it is at an end.</summary>
    public bool IsOver => inARow >= MostInARow;

    /// <summary>A message made sense.</summary>
    public void Restore() => inARow = 0;

    /// <summary>A message made none.</summary>
    /// <returns>Whether to tell the page.</returns>
    public bool Lose()
    {
        inARow++;
        if (lastTold != 0 && Stopwatch.GetElapsedTime(lastTold) < interval)
        {
            return false;
        }

        lastTold = Stopwatch.GetTimestamp();
        return true;
    }
}
