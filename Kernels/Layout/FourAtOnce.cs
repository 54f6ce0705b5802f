using System.Runtime.CompilerServices;
using ILGPU;
using ILGPU.Runtime;

namespace GpuEcosystem.Kernels.Layout;

/// <summary>Numbers that a thread brings from one place to another.</summary>
internal interface ITransport
{
    /// <summary>Takes a number; reading one twice is no harm.</summary>
    float Load(int index);

    /// <summary>Puts it down.</summary>
    void Store(int index, float value);
}

/// <summary>
/// Brings a thread's share of a list from memory, four numbers at a time: all four are on their way at once. A plain loop would
/// wait for each number until it asks for the next, since compilers do not take a load past a store.
/// </summary>
internal static class FourAtOnce
{
    /// <summary>Brings the numbers <paramref name="first"/>, <paramref name="first"/> + <paramref name="step"/> and so on.</summary>
    /// <param name="transport">From where and to where.</param>
    /// <param name="first">The thread's first.</param>
    /// <param name="step">From one of its numbers to the next.</param>
    /// <param name="end">Behind the list's last.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Bring<TTransport>(in TTransport transport, int first, int step, int end)
        where TTransport : struct, ITransport
    {
        // OpenCL's drivers for processors have caches and would lose; GPUs other than NVIDIA's have not been measured.
        if (Accelerator.CurrentType != AcceleratorType.Cuda)
        {
            for (int i = first; i < end; i += step)
            {
                transport.Store(i, transport.Load(i));
            }

            return;
        }

        for (int i = first; i < end; i += 4 * step)
        {
            float value0 = transport.Load(i);
            float value1 = transport.Load(IntrinsicMath.Min(i + step, end - 1));
            float value2 = transport.Load(IntrinsicMath.Min(i + 2 * step, end - 1));
            float value3 = transport.Load(IntrinsicMath.Min(i + 3 * step, end - 1));
            transport.Store(i, value0);
            if (i + step < end)
            {
                transport.Store(i + step, value1);
            }

            if (i + 2 * step < end)
            {
                transport.Store(i + 2 * step, value2);
            }

            if (i + 3 * step < end)
            {
                transport.Store(i + 3 * step, value3);
            }
        }
    }
}
