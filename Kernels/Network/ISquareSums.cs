using ILGPU;

namespace GpuEcosystem.Kernels.Network;

/// <summary>Sums of a thread of a <see cref="Layout.HaloTile"/>, eight for each number that it has in a square.</summary>
/// <typeparam name="TSelf">The sums.</typeparam>
public interface ISquareSums<TSelf>
    where TSelf : struct, ISquareSums<TSelf>
{
    /// <summary>These and the products of the thread's numbers and eight weights.</summary>
    /// <param name="square">A square from the thread's first place on.</param>
    /// <param name="weights">The weights.</param>
    TSelf Plus(ArrayView<float> square, OutputSums weights);
}
