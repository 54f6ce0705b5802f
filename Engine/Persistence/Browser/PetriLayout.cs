using System.Collections.Immutable;

namespace GpuEcosystem.Engine.Persistence.Browser;

/// <summary>Arrays with their channels last, as the browser has them, and with their channels first, as they are here.</summary>
internal static class PetriLayout
{
    // Cells at a time: their channels lie in the cache until all have been moved.
    private const int BlockLength = 1024;

    /// <summary>From <c>[cell][channel]</c> to <c>[channel][cell]</c>.</summary>
    public static float[] ToPlanes(float[] values, int channels)
    {
        int cells = values.Length / channels;
        float[] planes = new float[values.Length];
        for (int first = 0; first < cells; first += BlockLength)
        {
            int end = Math.Min(first + BlockLength, cells);
            for (int channel = 0; channel < channels; channel++)
            {
                for (int cell = first; cell < end; cell++)
                {
                    planes[channel * cells + cell] = values[cell * channels + channel];
                }
            }
        }

        return planes;
    }

    /// <summary>From <c>[channel][cell]</c> to <c>[cell][channel]</c>.</summary>
    public static float[] FromPlanes(float[] planes, int channels)
    {
        int cells = planes.Length / channels;
        float[] values = new float[planes.Length];
        for (int first = 0; first < cells; first += BlockLength)
        {
            int end = Math.Min(first + BlockLength, cells);
            for (int channel = 0; channel < channels; channel++)
            {
                for (int cell = first; cell < end; cell++)
                {
                    values[cell * channels + channel] = planes[channel * cells + cell];
                }
            }
        }

        return values;
    }

    /// <summary>From <c>[kh][kw][in][out]</c> to <c>[out][in][kh][kw]</c>.</summary>
    /// <param name="layer">The weights.</param>
    /// <param name="shape">Their shape there.</param>
    public static float[] ToLayer(float[] layer, ImmutableArray<int> shape)
    {
        float[] moved = new float[layer.Length];
        Move(shape, (theirs, ours) => moved[ours] = layer[theirs]);
        return moved;
    }

    /// <summary>From <c>[out][in][kh][kw]</c> to <c>[kh][kw][in][out]</c>.</summary>
    /// <param name="layer">The weights.</param>
    /// <param name="shape">Their shape there.</param>
    public static float[] FromLayer(ReadOnlySpan<float> layer, ImmutableArray<int> shape)
    {
        float[] source = layer.ToArray();
        float[] moved = new float[source.Length];
        Move(shape, (theirs, ours) => moved[theirs] = source[ours]);
        return moved;
    }

    // Depthwise kernels have one output for each input, so that the same formula leads to [channel][kh][kw].
    private static void Move(ImmutableArray<int> shape, Action<int, int> move)
    {
        (int pixels, int inputs, int outputs) = (shape[0] * shape[1], shape[2], shape[3]);
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            for (int input = 0; input < inputs; input++)
            {
                for (int output = 0; output < outputs; output++)
                {
                    move((pixel * inputs + input) * outputs + output, (output * inputs + input) * pixels + pixel);
                }
            }
        }
    }
}
