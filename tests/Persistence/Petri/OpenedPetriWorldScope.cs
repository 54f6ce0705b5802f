using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Tests.Persistence.Petri;

/// <summary>A world from a file, for the length of a test.</summary>
internal sealed class OpenedPetriWorldScope(string path, ComputeDevice device, string? checkpoint = null) : IDisposable
{
    public OpenedPetriWorld Opened { get; } = PetriWorld.Open(path, device, checkpoint);

    public World World => Opened.World;

    public void Dispose() => World.Dispose();
}
