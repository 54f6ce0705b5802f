namespace GpuEcosystem.Discovery.Statistics;

/// <summary>What one cause has to do with how a number varies.</summary>
/// <param name="Variance">The variance that it brings in.</param>
/// <param name="Share">Its share of all, 0 to 1; 0 where nothing varies.</param>
/// <param name="Lower">Where the 95 % interval of the share begins.</param>
/// <param name="Upper">Where it ends.</param>
public sealed record VarianceShare(double Variance, double Share, double Lower, double Upper);
