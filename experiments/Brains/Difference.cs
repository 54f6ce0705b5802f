namespace GpuEcosystem.Experiments.Brains;

/// <summary>A difference between brains.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Signs">What each brain's share of the grid is multiplied by.</param>
internal sealed record Difference(string Name, int[] Signs)
{
    /// <summary>How large it is where the brains hold such shares.</summary>
    public double Of(double[] shares) => shares.Zip(Signs, (share, sign) => share * sign).Sum();
}
