namespace GpuEcosystem.Benchmarks;

/// <summary>What <c>--anyCategories</c> selects by.</summary>
internal static class Categories
{
    /// <summary>Done in two or three minutes.</summary>
    public const string Quick = "quick";

    /// <summary>Every world.</summary>
    public const string Deep = "deep";

    /// <summary>Whole steps.</summary>
    public const string Steps = "steps";

    /// <summary>Operations alone.</summary>
    public const string Kernels = "kernels";

    /// <summary>The same work done by others.</summary>
    public const string Peers = "peers";
}
