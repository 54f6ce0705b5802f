namespace GpuEcosystem.Kernels.Layout;

/// <summary>Divisions of whole numbers.</summary>
public static class Division
{
    /// <summary>How many of a size it takes to hold a count.</summary>
    public static int Up(int count, int size) => (count + size - 1) / size;
}
