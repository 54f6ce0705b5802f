namespace GpuEcosystem.Engine.Devices;

/// <summary>What is known of a device without opening it.</summary>
/// <param name="Id">The name to ask for it by: <c>cpu</c>, <c>opencl:0</c>, <c>cuda:0</c>, <c>simulated</c>.</param>
/// <param name="Name">What its driver calls it.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="MemoryBytes">Memory it can give to a world.</param>
/// <param name="ComputeUnits">Cores or multiprocessors.</param>
/// <param name="Usable">Whether a world can run on it.</param>
/// <param name="Reason">Why it is not usable, or why <c>auto</c> does or does not take it.</param>
/// <param name="Chosen">Whether <c>auto</c> takes it.</param>
public sealed record DeviceDescription(
    string Id, string Name, DeviceKind Kind, long MemoryBytes, int ComputeUnits, bool Usable, string? Reason, bool Chosen);
