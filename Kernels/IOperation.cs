namespace GpuEcosystem.Kernels;

/// <summary>An operation, whatever body computes it.</summary>
/// <typeparam name="TArguments">What the operation reads and writes: sizes and views, nothing else.</typeparam>
public interface IOperation<TArguments>
    where TArguments : struct
{
    /// <summary>What the operation has to do at least, to be held against the time that it took.</summary>
    static abstract Cost CostOf(in TArguments arguments);
}
