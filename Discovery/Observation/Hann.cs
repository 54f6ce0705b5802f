namespace GpuEcosystem.Discovery.Observation;

/// <summary>Hann's window, which lets a series end gently, so that its ends do not show in its spectrum.</summary>
internal static class Hann
{
    /// <summary>Weights of <paramref name="length"/> places, whose middles lie evenly in the window.</summary>
    public static double[] Window(int length) =>
        [.. Enumerable.Range(0, length).Select(i => Math.Pow(Math.Sin(Math.PI * (i + 0.5) / length), 2))];
}
