namespace GpuEcosystem.Discovery.Runs;

/// <summary>How a worker goes about it.</summary>
/// <param name="Device">The device of its lanes, as <see cref="Engine.Devices.DeviceCatalogue.Open"/> names them.</param>
/// <param name="Lanes">Worlds at once; as many as is best if null.</param>
/// <param name="MostRuns">Runs after which it ends; null for as many as there are.</param>
/// <param name="EndsWhenIdle">Whether it ends where all that may be under way is in others' hands, rather than wait for them.</param>
/// <param name="IsMixed">Whether it works along where others round differently; then nobody's bits are promised.</param>
public sealed record WorkerSettings(
    string Device, int? Lanes = null, int? MostRuns = null, bool EndsWhenIdle = false, bool IsMixed = false);
