namespace GpuEcosystem.Web.Sockets;

/// <summary>How coarse pictures are, so that a page's line keeps up with them: it goes by how long it takes until they are shown.</summary>
internal sealed class LineSpeed
{
    /// <summary>The most cells on either side of a pixel, for each that the page asked for.</summary>
    public const int Coarsest = 8;

    // What is small and late is not late for its size: the page is busy.
    private const int SmallBytes = 4 << 10;
    private const int QuickOnes = 50;

    private static readonly TimeSpan late = TimeSpan.FromSeconds(0.7);
    private static readonly TimeSpan quick = TimeSpan.FromSeconds(0.25);

    private int quickInARow;

    /// <summary>Cells on either side of a pixel, for each that the page asked for.</summary>
    public int Coarseness { get; private set; } = 1;

    /// <summary>A picture was shown.</summary>
    /// <param name="time">Since it was sent.</param>
    /// <param name="bytes">How long it was.</param>
    /// <returns>Whether <see cref="Coarseness"/> is another now.</returns>
    public bool Took(TimeSpan time, int bytes)
    {
        int before = Coarseness;
        quickInARow = time < quick ? quickInARow + 1 : 0;
        if (time > late && bytes > SmallBytes)
        {
            Coarseness = Math.Min(Coarsest, 2 * Coarseness);
        }
        else if (quickInARow == QuickOnes)
        {
            quickInARow = 0;
            Coarseness = Math.Max(1, Coarseness / 2);
        }

        return Coarseness != before;
    }
}
