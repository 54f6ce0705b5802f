using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>A grid of bits that lives by a circuit, a bit a cell and plane.</summary>
internal interface IBitAutomaton : IDisposable
{
    /// <summary>Steps so far, which random numbers depend on.</summary>
    long Step { get; set; }

    /// <summary>Goes on with another circuit, or otherwise, from the same bits.</summary>
    /// <param name="network">What cells become from here on, as many answers as planes.</param>
    /// <param name="settings">The same grid.</param>
    /// <exception cref="UserException">
    /// There are not as many answers as planes, or it reads planes that there are not; or the device has no room for it, or cannot run it.
    /// </exception>
    void Change(GateNetwork network, BitSettings settings);

    /// <summary>Computes steps, or queues them.</summary>
    /// <param name="steps">How many.</param>
    void Run(long steps);

    /// <summary>Sets a plane's row.</summary>
    /// <param name="plane">From 0.</param>
    /// <param name="y">From 0.</param>
    /// <param name="packed">Bit x of which is cell x; what lies behind the last cell is not read.</param>
    void WriteRow(int plane, int y, ReadOnlySpan<ulong> packed);

    /// <summary>Reads a plane's row.</summary>
    /// <param name="plane">From 0.</param>
    /// <param name="y">From 0.</param>
    /// <param name="packed">Bit x of which becomes cell x; what lies behind the last cell becomes 0.</param>
    void ReadRow(int plane, int y, Span<ulong> packed);

    /// <summary>Reads what a plane's row was before the last step, where that was a run of its own.</summary>
    /// <param name="plane">From 0.</param>
    /// <param name="y">From 0.</param>
    /// <param name="packed">Bit x of which becomes cell x; what lies behind the last cell becomes 0.</param>
    void ReadRowBefore(int plane, int y, Span<ulong> packed);

    /// <summary>Says of squares of cells which share of each is set.</summary>
    /// <param name="plane">From 0.</param>
    /// <param name="region">The cells; squares at its right and lower end may be cut.</param>
    /// <param name="block">Cells on either side of a square.</param>
    /// <param name="shares">0 to 1, <c>[y][x]</c> of the squares.</param>
    void ReadShares(int plane, Area region, int block, float[] shares);

    /// <summary>Counts the bits of a plane.</summary>
    /// <param name="plane">From 0.</param>
    /// <returns>Those that are set; and those that the last step changed, where that was a run of its own.</returns>
    (long Set, long Changed) Count(int plane);
}
