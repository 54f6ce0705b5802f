using GpuEcosystem.Kernels.Layout;
using ILGPU;

namespace GpuEcosystem.Kernels.Cells;

/// <summary>Numbers of one cell in planes that follow each other, for device bodies.</summary>
/// <param name="first">The first, and what follows it.</param>
/// <param name="stride">Floats from one to the next.</param>
internal readonly struct CellVector(ArrayView<float> first, int stride)
{
    private readonly ArrayView<float> first = first;
    private readonly int stride = stride;

    /// <summary>A cell's numbers from a plane on.</summary>
    public static CellVector Of(in Planes planes, int plane, int y, int x) => new(
        planes.Plane(plane).SubView((y - planes.Y) * planes.Pitch + (x - planes.X)), (int)planes.Stride);

    /// <summary>One of them.</summary>
    public ref float this[int index] => ref first[(long)index * stride];

    /// <summary>Writes up to four of them.</summary>
    public void Set(int index, int count, float value0, float value1, float value2, float value3)
    {
        this[index] = value0;
        if (count > 1)
        {
            this[index + 1] = value1;
        }

        if (count > 2)
        {
            this[index + 2] = value2;
        }

        if (count > 3)
        {
            this[index + 3] = value3;
        }
    }

    /// <summary>Writes so many of another's numbers times a factor over these, or adds them.</summary>
    public void SetOrAdd(in CellVector other, float factor, int count, bool adds)
    {
        int i = 0;
        for (; i + 4 <= count; i += 4)
        {
            float sum0 = (adds ? this[i] : 0f) + factor * other[i];
            float sum1 = (adds ? this[i + 1] : 0f) + factor * other[i + 1];
            float sum2 = (adds ? this[i + 2] : 0f) + factor * other[i + 2];
            float sum3 = (adds ? this[i + 3] : 0f) + factor * other[i + 3];
            this[i] = sum0;
            this[i + 1] = sum1;
            this[i + 2] = sum2;
            this[i + 3] = sum3;
        }

        for (; i < count; i++)
        {
            this[i] = (adds ? this[i] : 0f) + factor * other[i];
        }
    }

    /// <summary>
    /// The sum of the products of so many of both. Four of each are on their way from memory at once, which a plain loop does not do.
    /// </summary>
    public static float Dot(in CellVector a, in CellVector b, int count)
    {
        float sum = 0;
        int i = 0;
        for (; i + 4 <= count; i += 4)
        {
            float a0 = a[i];
            float a1 = a[i + 1];
            float a2 = a[i + 2];
            float a3 = a[i + 3];
            float b0 = b[i];
            float b1 = b[i + 1];
            float b2 = b[i + 2];
            float b3 = b[i + 3];
            sum += a0 * b0;
            sum += a1 * b1;
            sum += a2 * b2;
            sum += a3 * b3;
        }

        for (; i < count; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
