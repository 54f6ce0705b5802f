using System.Runtime.InteropServices;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>
/// What a thread does: it goes through some of a grid's rows once and computes several steps on the way, each step one row behind the step
/// before it, of whose rows only the last few are kept.
/// </summary>
internal sealed unsafe class BitPass : IDisposable
{
    /// <summary>Rows of each step that are kept: the three that the next step reads, in a ring of a power of two.</summary>
    public const int RowsBetween = 4;

    private const int Alignment = 64;

    private readonly IRowCircuit circuit;
    private readonly BitLayout layout;
    private readonly BitSettings settings;
    private readonly RowEnds ends;
    private readonly int planes;
    private readonly BitPlanes between;
    private readonly BitPlanes border;
    private readonly BitPlanes mask;
    private readonly ulong[] drawn;
    private readonly ulong[] packedMask;
    private byte* scratch;

    /// <param name="circuit">What is computed.</param>
    /// <param name="layout">Where bits lie.</param>
    /// <param name="settings">The grid.</param>
    /// <param name="planes">How many planes there are.</param>
    /// <param name="steps">The most steps at once.</param>
    public BitPass(IRowCircuit circuit, in BitLayout layout, BitSettings settings, int planes, int steps)
    {
        this.circuit = circuit;
        this.layout = layout;
        this.settings = settings;
        this.planes = planes;
        ends = new RowEnds(layout, settings.Periodic);
        between = new BitPlanes(layout, planes, (steps - 1) * RowsBetween);
        border = new BitPlanes(layout, planes, 1);
        mask = new BitPlanes(layout, 1, 1);
        drawn = new ulong[FireMask.WordsFor(layout.Width)];
        packedMask = new ulong[layout.PackedWords];
        scratch = (byte*)NativeMemory.AlignedAlloc((nuint)circuit.ScratchBytes + Alignment, Alignment);
    }

    ~BitPass() => Free();

    /// <summary>Computes rows <paramref name="first"/> to <paramref name="end"/> − 1 after some steps.</summary>
    /// <param name="from">The whole grid before.</param>
    /// <param name="to">The grid after.</param>
    /// <param name="step">Steps before the first of these.</param>
    /// <param name="steps">How many.</param>
    /// <param name="first">From 0.</param>
    /// <param name="end">Behind the last row.</param>
    public void Run(BitPlanes from, BitPlanes to, long step, int steps, int first, int end)
    {
        // Level s is the grid after s steps; it needs s rows less on either side than level 0.
        for (int front = first - steps + 1; front < end + steps - 1; front++)
        {
            for (int level = 1; level <= steps; level++)
            {
                int y = front - level + 1;
                int margin = steps - level;
                if (y >= first - margin && y < end + margin && (settings.Periodic || (y >= 0 && y < settings.Height)))
                {
                    byte* target = level == steps ? to.Row(y) : Between(level, y);
                    byte* row = Row(from, level - 1, y);
                    circuit.Compute(Row(from, level - 1, y - 1), row, Row(from, level - 1, y + 1), target, scratch);
                    Finish(row, target, step + level - 1, y);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        between.Dispose();
        border.Dispose();
        mask.Dispose();
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(scratch);
        scratch = null;
    }

    private byte* Between(int level, int y) => between.Row((level - 1) * RowsBetween + (y & (RowsBetween - 1)));

    private int Inside(int y) => (uint)y < (uint)settings.Height ? y : (y % settings.Height + settings.Height) % settings.Height;

    private byte* Row(BitPlanes from, int level, int y) => (settings.Periodic, level) switch
    {
        (false, _) when y < 0 || y >= settings.Height => border.Row(0),
        (_, 0) => from.Row(Inside(y)),
        _ => Between(level, y),
    };

    private void Finish(byte* row, byte* target, long step, int y)
    {
        if (settings.FireRate is float rate)
        {
            new FireMask(settings.Seed, rate, layout.Width).Row(step, Inside(y), drawn, packedMask);
            PackedRows.Spread(layout, packedMask, (ulong*)mask.Row(0));
        }

        for (int plane = 0; plane < planes; plane++)
        {
            int place = plane * layout.PlaneBytes;
            if (settings.FireRate is not null)
            {
                KeepOthers((ulong*)(row + place), (ulong*)(target + place), (ulong*)mask.Row(0));
            }

            ends.Write((ulong*)(target + place));
        }
    }

    private void KeepOthers(ulong* row, ulong* target, ulong* fires)
    {
        for (int word = layout.VectorWords; word < layout.PlaneWords - layout.VectorWords; word++)
        {
            target[word] = (target[word] & fires[word]) | (row[word] & ~fires[word]);
        }
    }
}
