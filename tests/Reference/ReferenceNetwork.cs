namespace GpuEcosystem.Tests.Reference;

/// <summary>Section 2: the networks of all species over one grid.</summary>
public static class ReferenceNetwork
{
    /// <summary>The proposals <c>[species][channel][y][x]</c> of all species.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="weights">Weights of all networks.</param>
    /// <param name="input">The <see cref="ReferenceParameters.InputChannels"/> that are read, <c>[channel][y][x]</c>.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static double[] Propose(ReferenceParameters p, ReferenceWeights weights, double[] input, int height, int width)
    {
        var hidden = Encode(p, weights, input, height, width);
        for (var layer = 0; layer < p.NetworkDepth; layer++)
        {
            hidden = Block(p, weights, layer, hidden, height, width);
        }

        return Decode(p, weights, hidden, height, width);
    }

    /// <summary>The encoder: <c>[channel][y][x]</c> to <c>[N·D][y][x]</c>.</summary>
    public static double[] Encode(ReferenceParameters p, ReferenceWeights weights, double[] input, int height, int width) =>
        ReferenceGelu.Gelu(Convolve(input, weights.Encoder, p.KernelSize, height, width));

    /// <summary>One inverted residual block: <c>[N·D][y][x]</c> to <c>[N·D][y][x]</c>.</summary>
    public static double[] Block(ReferenceParameters p, ReferenceWeights weights, int layer, double[] hidden, int height, int width)
    {
        var expanded = ReferenceGelu.Gelu(ConvolvePointwise(hidden, weights.Expand[layer], p.Groups, height * width));
        expanded = ReferenceGelu.Gelu(ConvolveDepthwise(expanded, weights.Depthwise[layer], p.KernelSize, height, width));
        var projected = ConvolvePointwise(expanded, weights.Project[layer], p.Groups, height * width);

        var result = new double[hidden.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = hidden[i] + projected[i];
        }

        return result;
    }

    /// <summary>The decoder: <c>[N·D][y][x]</c> to <c>[species][channel][y][x]</c>.</summary>
    public static double[] Decode(ReferenceParameters p, ReferenceWeights weights, double[] hidden, int height, int width) =>
        Array.ConvertAll(ConvolvePointwise(hidden, weights.Decoder, p.Groups, height * width), Math.Tanh);

    /// <summary>A dense convolution: <c>[input][y][x]</c> by <c>[output][input][K][K]</c> to <c>[output][y][x]</c>.</summary>
    public static double[] Convolve(double[] input, double[] kernels, int kernelSize, int height, int width)
    {
        var cells = height * width;
        var kernelArea = kernelSize * kernelSize;
        var inputs = input.Length / cells;
        var outputs = kernels.Length / (inputs * kernelArea);
        var output = new double[outputs * cells];
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < inputs; i++)
            {
                AddPlane(
                    input.AsSpan(i * cells, cells),
                    kernels.AsSpan((o * inputs + i) * kernelArea, kernelArea),
                    output.AsSpan(o * cells, cells),
                    kernelSize,
                    height,
                    width);
            }
        }

        return output;
    }

    /// <summary>A convolution of each channel by itself: <c>[channel][y][x]</c> by <c>[channel][K][K]</c>.</summary>
    public static double[] ConvolveDepthwise(double[] input, double[] kernels, int kernelSize, int height, int width)
    {
        var cells = height * width;
        var kernelArea = kernelSize * kernelSize;
        var output = new double[input.Length];
        for (var channel = 0; channel < input.Length / cells; channel++)
        {
            AddPlane(
                input.AsSpan(channel * cells, cells),
                kernels.AsSpan(channel * kernelArea, kernelArea),
                output.AsSpan(channel * cells, cells),
                kernelSize,
                height,
                width);
        }

        return output;
    }

    /// <summary>
    /// A grouped 1x1 convolution: <c>[G][input][cell]</c> by <c>[G][output][input]</c> to <c>[G][output][cell]</c>.
    /// </summary>
    public static double[] ConvolvePointwise(double[] input, double[] weights, int groups, int cells)
    {
        var inputs = input.Length / cells / groups;
        var outputs = weights.Length / groups / inputs;
        var output = new double[groups * outputs * cells];
        for (var o = 0; o < groups * outputs; o++)
        {
            var group = o / outputs;
            for (var i = 0; i < inputs; i++)
            {
                AddScaled(
                    input.AsSpan((group * inputs + i) * cells, cells),
                    weights[o * inputs + i],
                    output.AsSpan(o * cells, cells));
            }
        }

        return output;
    }

    // Adds one plane, convolved with one kernel, to another; outside the plane the convolution reads 0.
    private static void AddPlane(
        ReadOnlySpan<double> input, ReadOnlySpan<double> kernel, Span<double> output, int kernelSize, int height, int width)
    {
        var radius = kernelSize / 2;
        for (var tap = 0; tap < kernel.Length; tap++)
        {
            var (offsetY, offsetX) = (tap / kernelSize - radius, tap % kernelSize - radius);
            var (firstY, lastY) = (Math.Max(0, -offsetY), Math.Min(height, height - offsetY));
            var (firstX, lastX) = (Math.Max(0, -offsetX), Math.Min(width, width - offsetX));
            var count = lastX - firstX;
            if (count <= 0)
            {
                continue;
            }

            for (var y = firstY; y < lastY; y++)
            {
                var read = input.Slice((y + offsetY) * width + firstX + offsetX, count);
                var written = output.Slice(y * width + firstX, count);
                AddScaled(read, kernel[tap], written);
            }
        }
    }

    private static void AddScaled(ReadOnlySpan<double> input, double factor, Span<double> output)
    {
        for (var x = 0; x < output.Length; x++)
        {
            output[x] += factor * input[x];
        }
    }
}
