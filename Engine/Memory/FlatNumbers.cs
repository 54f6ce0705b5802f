using GpuEcosystem.Engine.Devices;
using ILGPU;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Memory;

/// <summary>The floats of a buffer, one after another; equal where the buffer is one and the same.</summary>
internal sealed record FlatNumbers(DeviceBuffer<float> Buffer) : INumberStore
{
    public void ReadPieces(AcceleratorStream stream, float[] memory, NumberPiece take) => Visit(memory, (part, piece) =>
    {
        HostCopy.Read(part, stream, piece);
        take(piece);
    });

    public void WritePieces(AcceleratorStream stream, float[] memory, NumberPiece fill) => Visit(memory, (part, piece) =>
    {
        fill(piece);
        HostCopy.Write(part, stream, (ReadOnlySpan<float>)piece);
    });

    public INumberStore Twin(DeviceArena memory) => new FlatNumbers(memory.Allocate<float>(Buffer.Length));

    public void CopyTo(Launcher launcher, INumberStore target) => Buffer.CopyTo(launcher.Flush(), ((FlatNumbers)target).Buffer);

    private delegate void PartVisitor(ArrayView<float> part, Span<float> piece);

    private void Visit(float[] memory, PartVisitor visit)
    {
        for (long first = 0; first < Buffer.Length; first += memory.Length)
        {
            int count = (int)Math.Min(memory.Length, Buffer.Length - first);
            visit(Buffer.View.SubView(first, count), memory.AsSpan(0, count));
        }
    }
}
