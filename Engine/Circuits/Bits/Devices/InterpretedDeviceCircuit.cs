using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Circuits.Bits.Devices;

/// <summary>A network as data, which any device runs at once.</summary>
internal sealed class InterpretedDeviceCircuit : IDeviceCircuit
{
    // What a launch keeps in slots should stay in a GPU's cache, and its words should keep all of a GPU's threads busy.
    private const int MostSlotWords = 4 << 20;

    private readonly DeviceArena memory;
    private readonly DeviceBuffer<BitStep> program;
    private readonly DeviceBuffer<uint> slots;
    private readonly int wordsOfLaunch;

    /// <summary>Plans a network.</summary>
    /// <param name="memory">Holds what it needs; it is given back with the circuit.</param>
    /// <param name="network">What is computed.</param>
    /// <param name="words">Words of a plane.</param>
    /// <exception cref="UserException">The device has no room for it.</exception>
    public InterpretedDeviceCircuit(DeviceArena memory, GateNetwork network, int words)
    {
        BitProgram plan = new(network);
        this.memory = memory;
        wordsOfLaunch = Math.Clamp(MostSlotWords / plan.Slots, 1, words);
        slots = memory.Allocate<uint>((long)plan.Slots * wordsOfLaunch);
        program = memory.Allocate<BitStep>(plan.Steps.Length);
        program.Write(memory.Launcher.Flush(), 0, plan.Steps.AsSpan());
    }

    /// <inheritdoc/>
    public void Queue(in BitUpdate update)
    {
        for (int first = 0; first < update.Grid.Count; first += wordsOfLaunch)
        {
            memory.Launcher.Run<InterpretedBits, InterpretedBits.Arguments>(new InterpretedBits.Arguments
            {
                Update = update,
                Program = program.View,
                Slots = slots.View,
                First = first,
                Count = Math.Min(wordsOfLaunch, update.Grid.Count - first),
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();
}
