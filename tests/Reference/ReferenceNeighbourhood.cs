namespace GpuEcosystem.Tests.Reference;

/// <summary>Largest values around a cell; cells outside the grid are ignored.</summary>
public static class ReferenceNeighbourhood
{
    /// <summary>The largest of the 3x3 cells around each cell, plane by plane: <c>[channel][y][x]</c>.</summary>
    public static double[] Largest3x3(double[] planes, int height, int width)
    {
        var largest = new double[planes.Length];
        for (var i = 0; i < planes.Length; i++)
        {
            var plane = i / (height * width) * height * width;
            largest[i] = Around(i - plane, -1, 1, height, width).Max(cell => planes[plane + cell]);
        }

        return largest;
    }

    /// <summary>The cells inside the grid whose offset from a cell lies between first and last in both axes.</summary>
    public static IEnumerable<int> Around(int cell, int first, int last, int height, int width)
    {
        var (cellY, cellX) = Math.DivRem(cell, width);
        for (var y = Math.Max(0, cellY + first); y <= Math.Min(height - 1, cellY + last); y++)
        {
            for (var x = Math.Max(0, cellX + first); x <= Math.Min(width - 1, cellX + last); x++)
            {
                yield return y * width + x;
            }
        }
    }
}
