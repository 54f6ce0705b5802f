using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Engine.Circuits.Learning;

/// <summary>What a circuit learns, and what learning remembers of it, <c>[gate][kind]</c> each.</summary>
/// <param name="Logits">ℓ.</param>
/// <param name="First">AdamW's mean of gradients.</param>
/// <param name="Second">AdamW's mean of their squares.</param>
internal sealed record LearnedLogits(DeviceBuffer<float> Logits, DeviceBuffer<float> First, DeviceBuffer<float> Second)
{
    /// <summary>Takes memory for them.</summary>
    /// <param name="memory">Holds all of it.</param>
    /// <param name="shape">The circuit's.</param>
    public static LearnedLogits Make(DeviceArena memory, CircuitShape shape)
    {
        long count = (long)shape.AllGates * GateForm.Kinds;
        return new LearnedLogits(memory.Allocate<float>(count), memory.Allocate<float>(count), memory.Allocate<float>(count));
    }
}
