using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>
/// A network gate by gate, over so many vectors of a row at once that what a gate costs beside its bits does not count, and so few that all
/// values which are kept stay in the cache. Of two gates, the first read by the second alone, no value is kept.
/// </summary>
/// <typeparam name="TBits">The vectors.</typeparam>
internal sealed unsafe class InterpretedCircuit<TBits> : IRowCircuit
    where TBits : struct, IBits<TBits>
{
    private const int CacheBytes = 24 << 10;
    private const int Alignment = 64;
    private readonly Instruction[] instructions;
    private readonly nint rowBytes;
    private readonly int blockBytes;

    /// <summary>Plans a network.</summary>
    /// <param name="network">What is computed.</param>
    /// <param name="layout">Where bits lie.</param>
    public InterpretedCircuit(GateNetwork network, in BitLayout layout)
    {
        InterpretedProgram program = new(network, layout);
        rowBytes = (nint)layout.Vectors * layout.VectorBytes;
        int slots = Math.Max(1, program.Slots);
        int fitting = Math.Max(4, CacheBytes / slots / layout.VectorBytes);
        int blocks = (layout.Vectors + fitting - 1) / fitting;
        blockBytes = (layout.Vectors + blocks - 1) / blocks * layout.VectorBytes;
        ScratchBytes = slots * SlotBytes(blockBytes);
        instructions = [.. program.Steps.Select(step => new Instruction(step, blockBytes))];
    }

    /// <inheritdoc/>
    public int ScratchBytes { get; }

    /// <inheritdoc/>
    public void Compute(byte* above, byte* row, byte* below, byte* target, byte* scratch)
    {
        byte** places = stackalloc byte*[] { above, row, below, target, scratch };
        for (nint from = 0; from < rowBytes; from += blockBytes)
        {
            nint bytes = Math.Min(blockBytes, rowBytes - from);
            foreach (ref readonly Instruction one in instructions.AsSpan())
            {
                one.Loop(one.A.In(places), one.B.In(places), one.C.In(places), one.D.In(places), one.Target.In(places), bytes);
            }

            for (int place = 0; place < InterpretedProgram.Slot; place++)
            {
                places[place] += blockBytes;
            }
        }
    }

    // Slots that lie a power of two apart would have to wait for each other's stores.
    private static int SlotBytes(int blockBytes) => blockBytes + Alignment;

    // What an operand is once a block's size is known.
    private readonly struct Address(Operand operand, int blockBytes)
    {
        private readonly int place = operand.Place;
        private readonly int offset = operand.Place == InterpretedProgram.Slot ? operand.Number * SlotBytes(blockBytes) : operand.Number;

        public byte* In(byte** places) => places[place] + offset;
    }

    private readonly struct Instruction(ProgramStep step, int blockBytes)
    {
        public readonly delegate*<byte*, byte*, byte*, byte*, byte*, nint, void> Loop = (step.Second, step.Last) switch
        {
            (0, 0) => RowOperations<TBits>.One(step.First),
            (0, _) => RowOperations<TBits>.Two(step.First, step.Last),
            _ => RowOperations<TBits>.Three(step.First, step.Second, step.Last),
        };

        public readonly Address A = new(step.Reads[0], blockBytes);
        public readonly Address B = new(step.Reads[1], blockBytes);
        public readonly Address C = new(step.Reads.Length > 2 ? step.Reads[2] : default, blockBytes);
        public readonly Address D = new(step.Reads.Length > 3 ? step.Reads[3] : default, blockBytes);
        public readonly Address Target = new(step.Target, blockBytes);
    }
}
