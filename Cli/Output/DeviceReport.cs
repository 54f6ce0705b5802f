using System.Globalization;
using System.Text.Json.Serialization;
using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Cli.Output;

/// <summary>A device for another program.</summary>
internal sealed record DeviceReport(
    string Id, string Name, string Kind, long MemoryBytes, int ComputeUnits, bool Usable, string? Reason, bool Chosen)
{
    public static DeviceReport Of(DeviceDescription device) => new(
        device.Id,
        device.Name,
        device.Kind.ToString().ToLowerInvariant(),
        device.MemoryBytes,
        device.ComputeUnits,
        device.Usable,
        device.Reason,
        device.Chosen);

    /// <summary>The cells of a table: device, name, memory, units, state, reason.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Cells =>
    [
        Id,
        Name,
        MemoryBytes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{MemoryBytes / (double)(1L << 30):0.0} GiB") : "",
        ComputeUnits > 0 ? ComputeUnits.ToString(CultureInfo.InvariantCulture) : "",
        Chosen ? "chosen" : Usable ? "usable" : "unusable",
        Reason ?? "",
    ];
}
