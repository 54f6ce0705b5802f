using ILGPU.Runtime;

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
    string Id, string Name, DeviceKind Kind, long MemoryBytes, int ComputeUnits, bool Usable, string? Reason, bool Chosen)
{
    internal static DeviceDescription Of(string id, DeviceKind kind, Device device) =>
        new(id, Clean(device.Name), kind, device.MemorySize, device.NumMultiprocessors, Usable: true, Reason: null, Chosen: false);

    /// <summary>The row of a kind that has no device to number.</summary>
    internal static DeviceDescription NoneOf(DeviceKind kind, string reason) =>
        Unusable(kind.ToString().ToLowerInvariant(), kind, reason);

    internal static DeviceDescription Unusable(string id, DeviceKind kind, string reason, string? name = null) =>
        new(id, name is null ? "-" : Clean(name), kind, 0, 0, Usable: false, reason, Chosen: false);

    private static string Clean(string name) => name.Trim('\0', ' ');
}
