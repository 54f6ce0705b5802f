namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>The networks of all species over one world: no biases, gelu with the exact error function, tanh at the end.</summary>
public static class DishNetwork
{
    /// <summary>What a pass back needs of a pass forward.</summary>
    /// <param name="Input">What was read, <c>[I][y][x]</c>.</param>
    /// <param name="Before">Before each gelu, <c>[layer][N·D][y][x]</c>, the encoder first.</param>
    /// <param name="After">After each layer, <c>[layer][N·D][y][x]</c>.</param>
    /// <param name="Proposals">The proposals <c>[species][C][y][x]</c>, 0 in channels that a species may not write.</param>
    public sealed record Tape(double[] Input, double[][] Before, double[][] After, double[] Proposals);

    /// <summary>The proposals of all species.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="weights">Weights of all networks.</param>
    /// <param name="input">What is read, <c>[I][y][x]</c>.</param>
    public static Tape Propose(DishParameters p, DishWeights weights, double[] input)
    {
        double[] Convolve(double[] planes, double[] kernels) =>
            ReferenceNetwork.Convolve(planes, kernels, p.KernelSize, p.GridHeight, p.GridWidth);

        List<double[]> before = [Convolve(input, weights.Encoder)];
        List<double[]> after = [ReferenceGelu.Gelu(before[0])];
        foreach (double[] layer in weights.Middle)
        {
            double[] sum = PerSpecies(p, after[^1], layer, Convolve);
            double[] activated = ReferenceGelu.Gelu(sum);
            before.Add(sum);
            after.Add(p.IsDuel ? Sum(after[^1], activated) : activated);
        }

        double[] rows = ReferenceNetwork.ConvolvePointwise(after[^1], weights.Decoder, p.Species, p.Cells);
        double[] proposals = new double[rows.Length];
        for (int row = 0; row < p.Species * p.Channels; row++)
        {
            (int species, int channel) = p.OwnerOf(row);
            for (int cell = 0; cell < p.Cells && p.MayWrite(species, channel); cell++)
            {
                proposals[(species * p.Channels + channel) * p.Cells + cell] = Math.Tanh(rows[row * p.Cells + cell]);
            }
        }

        return new Tape(input, [.. before], [.. after], proposals);
    }

    /// <summary>
    /// From the gradient of one species' proposals to those of the weights that make them, which are added up, and to that of the
    /// input, <c>[I][y][x]</c>.
    /// </summary>
    /// <param name="p">Parameters.</param>
    /// <param name="weights">Weights of all networks.</param>
    /// <param name="gradients">What the weights' gradients are added to.</param>
    /// <param name="tape">The pass forward.</param>
    /// <param name="species">Which species, counted from 0.</param>
    /// <param name="upstream">The gradient of its proposals, <c>[C][y][x]</c>.</param>
    public static double[] Back(
        DishParameters p, DishWeights weights, DishWeights gradients, Tape tape, int species, double[] upstream)
    {
        double[] rows = new double[p.Species * p.Channels * p.Cells];
        for (int row = 0; row < p.Species * p.Channels; row++)
        {
            (int owner, int channel) = p.OwnerOf(row);
            for (int cell = 0; cell < p.Cells && owner == species && p.MayWrite(species, channel); cell++)
            {
                double proposal = tape.Proposals[(species * p.Channels + channel) * p.Cells + cell];
                rows[row * p.Cells + cell] = upstream[channel * p.Cells + cell] * (1 - proposal * proposal);
            }
        }

        double[] hidden = ThroughDecoder(p, weights.Decoder, gradients.Decoder, tape.After[^1], rows);
        for (int layer = p.Depth - 1; layer >= 0; layer--)
        {
            double[] slopes = ThroughGelu(hidden, tape.Before[layer + 1]);
            double[] through =
                ThroughConvolution(p, tape.After[layer], weights.Middle[layer], gradients.Middle[layer], slopes, p.Species);
            hidden = p.IsDuel ? Sum(hidden, through) : through;
        }

        return ThroughConvolution(p, tape.Input, weights.Encoder, gradients.Encoder, ThroughGelu(hidden, tape.Before[0]), groups: 1);
    }

    /// <summary>A convolution within each of so many groups of channels, backwards.</summary>
    /// <param name="p">The kernels' side, and rows and columns.</param>
    /// <param name="input">What was read, <c>[groups · inputs][y][x]</c>.</param>
    /// <param name="weights">The kernels.</param>
    /// <param name="gradients">What the kernels' gradients are added to.</param>
    /// <param name="upstream">The gradient of the sums, <c>[groups · outputs][y][x]</c>.</param>
    /// <param name="groups">Number of groups.</param>
    /// <returns>The gradient of what was read.</returns>
    public static double[] ThroughConvolution(
        DishParameters p, double[] input, double[] weights, double[] gradients, double[] upstream, int groups)
    {
        int area = p.KernelSize * p.KernelSize;
        int radius = p.KernelSize / 2;
        int inputs = input.Length / p.Cells / groups;
        int outputs = upstream.Length / p.Cells / groups;
        double[] result = new double[input.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            int output = i / area / inputs;
            int source = output / outputs * inputs + i / area % inputs;
            int offsetY = i % area / p.KernelSize - radius;
            int offsetX = i % p.KernelSize - radius;
            for (int y = Math.Max(0, -offsetY); y < Math.Min(p.GridHeight, p.GridHeight - offsetY); y++)
            {
                for (int x = Math.Max(0, -offsetX); x < Math.Min(p.GridWidth, p.GridWidth - offsetX); x++)
                {
                    int read = source * p.Cells + (y + offsetY) * p.GridWidth + x + offsetX;
                    double slope = upstream[output * p.Cells + y * p.GridWidth + x];
                    gradients[i] += slope * input[read];
                    result[read] += slope * weights[i];
                }
            }
        }

        return result;
    }

    /// <summary>The way back through gelu, whose slope is Φ(z) + z φ(z).</summary>
    /// <param name="upstream">The gradient of gelu(z).</param>
    /// <param name="before">z.</param>
    public static double[] ThroughGelu(double[] upstream, double[] before) => [.. upstream.Zip(before, (slope, z) => slope
        * (0.5 * ReferenceGelu.ComplementaryErrorFunction(-z / Math.Sqrt(2)) + z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI)))];

    private static double[] ThroughDecoder(DishParameters p, double[] weights, double[] gradients, double[] hidden, double[] rows)
    {
        double[] result = new double[hidden.Length];
        for (int row = 0; row < p.Species * p.Channels; row++)
        {
            ReadOnlySpan<double> slope = rows.AsSpan(row * p.Cells, p.Cells);
            for (int i = 0; i < p.Width; i++)
            {
                int first = (row / p.Channels * p.Width + i) * p.Cells;
                for (int cell = 0; cell < p.Cells; cell++)
                {
                    gradients[row * p.Width + i] += slope[cell] * hidden[first + cell];
                    result[first + cell] += slope[cell] * weights[row * p.Width + i];
                }
            }
        }

        return result;
    }

    private static double[] PerSpecies(DishParameters p, double[] values, double[] weights, Func<double[], double[], double[]> convolve) =>
        [.. values.Chunk(values.Length / p.Species).Zip(weights.Chunk(weights.Length / p.Species), convolve).SelectMany(part => part)];

    private static double[] Sum(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];
}
