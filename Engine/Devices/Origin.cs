
namespace GpuEcosystem.Engine.Devices;

/// <summary>Where bits come from: the same recipe has the same bits wherever both of these are the same.</summary>
/// <param name="Program">The version of the program.</param>
/// <param name="Arithmetic">How the device rounds, as <see cref="ComputeDevice.Arithmetic"/> has it.</param>
public sealed record Origin(string Program, string Arithmetic)
{
    private const string Later = ", later ";

    /// <summary>The version of this program.</summary>
    public static string ThisProgram { get; } = typeof(Origin).Assembly.GetName().Version!.ToString(3);

    /// <summary>What this program makes on a device.</summary>
    public static Origin Of(ComputeDevice device) => new(ThisProgram, device.Arithmetic);

    /// <summary>The origin of what began as this and went on elsewhere.</summary>
    public Origin Then(Origin later) => new(Join(Program, later.Program), Join(Arithmetic, later.Arithmetic));

    /// <summary>Why bits that were made elsewhere may not come out again on a device, as a line; null if they do.</summary>
    public string? WhyBitsMayDiffer(ComputeDevice device) => this == Of(device)
        ? null
        : $"made by version {Program} on {Arithmetic}; this is version {ThisProgram} on {device.Arithmetic}, so bits may differ";

    private static string Join(string first, string later) =>
        first == later || first.EndsWith(Later + later, StringComparison.Ordinal) ? first : first + Later + later;
}
