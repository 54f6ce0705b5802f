namespace GpuEcosystem.Kernels.Layout;

/// <summary>What the shape of a launch in groups goes by. It changes no result.</summary>
/// <param name="Threads">The most threads that a group may have.</param>
/// <param name="Groups">So many groups keep the device busy; where a launch would have fewer, smaller groups are better.</param>
/// <param name="Depth">
/// Threads behind each other that work on the same cells: on GPUs they save reading the cells again, on processors they are
/// in each other's way.
/// </param>
public readonly record struct GroupLimits(int Threads, int Groups, int Depth)
{
    /// <summary>A width halved until groups may be so wide.</summary>
    /// <param name="width">The width that is wanted.</param>
    public int Narrow(int width)
    {
        while (width > Threads)
        {
            width /= 2;
        }

        return width;
    }
}
