namespace GpuEcosystem.Tests.Reference;

/// <summary>The attack and defence vectors of all entities (steps 2 to 4 of section 4).</summary>
/// <param name="Attack">Attack vectors <c>[entity][S/2][y][x]</c>.</param>
/// <param name="Defence">Defence vectors <c>[entity][S/2][y][x]</c>.</param>
public sealed record ReferenceVectors(double[] Attack, double[] Defence)
{
    // Keeps a vector of length zero, or an empty window, from dividing by zero.
    private const double Epsilon = 1e-8;

    /// <summary>Step 2: the first S/2 channels of a proposal attack, the next S/2 defend.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="proposals">Proposals <c>[entity][channel][y][x]</c>.</param>
    /// <param name="cells">Cells of the grid.</param>
    public static ReferenceVectors Split(ReferenceParameters p, double[] proposals, int cells)
    {
        double[] Part(int firstChannel) =>
        [
            .. Enumerable.Range(0, p.Entities).SelectMany(i =>
                proposals.Skip((i * p.Channels + firstChannel) * cells).Take(p.VectorChannels * cells)),
        ];

        return new ReferenceVectors(Part(0), Part(p.VectorChannels));
    }

    /// <summary>Step 3: weights every vector by its share of the energy that counts in the window around it.</summary>
    public ReferenceVectors Concentrate(ReferenceParameters p, bool[] counting, int height, int width)
    {
        if (!p.Concentration)
        {
            return this;
        }

        var weights = ConcentrationWeights(p, counting, height, width);
        return new ReferenceVectors(Scale(p, Attack, weights), Scale(p, Defence, weights));
    }

    /// <summary>Step 3: the weights <c>c [entity][y][x]</c>; 0 where an entity does not count.</summary>
    public double[] ConcentrationWeights(ReferenceParameters p, bool[] counting, int height, int width)
    {
        var cells = height * width;
        var attack = Lengths(p, Attack, cells);
        var defence = Lengths(p, Defence, cells);
        var exponents = new double[attack.Length];
        for (var i = 0; i < exponents.Length; i++)
        {
            exponents[i] = (attack[i] + defence[i]) / p.ConcentrationTemperature;
        }

        var before = (p.ConcentrationWindow - 1) / 2;
        var after = p.ConcentrationWindow - 1 - before;
        var weights = new double[exponents.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            if (!counting[i])
            {
                continue;
            }

            var entity = i / cells * cells;
            var window = ReferenceNeighbourhood.Around(i - entity, -before, after, height, width)
                .Where(cell => counting[entity + cell])
                .Select(cell => exponents[entity + cell])
                .ToArray();

            // exp(e_i) / (Σ exp(e) + ε) with both sides divided by exp(largest), which therefore cannot overflow.
            var largest = window.Max();
            var sum = window.Sum(exponent => Math.Exp(exponent - largest)) + Epsilon * Math.Exp(-largest);
            var share = Math.Exp(exponents[i] - largest) / sum;
            weights[i] = p.ConcentrationBaseline + (1 - p.ConcentrationBaseline) * share;
        }

        return weights;
    }

    /// <summary>Step 4: vectors of length one for cosine similarity, as they are for the dot product.</summary>
    public ReferenceVectors Normalise(ReferenceParameters p, int cells) => p.Similarity == ReferenceSimilarity.Dot
        ? this
        : new ReferenceVectors(
            Scale(p, Attack, Inverse(Lengths(p, Attack, cells))),
            Scale(p, Defence, Inverse(Lengths(p, Defence, cells))));

    /// <summary>The factor that gives a vector of this length the length one.</summary>
    internal static double Inverse(double length) => 1 / (length + Epsilon);

    private static double[] Inverse(double[] lengths) => Array.ConvertAll(lengths, Inverse);

    // Lengths [entity][cell] of vectors [entity][S/2][cell].
    private static double[] Lengths(ReferenceParameters p, double[] vectors, int cells)
    {
        var squares = new double[p.Entities * cells];
        for (var i = 0; i < vectors.Length; i++)
        {
            squares[Owner(p, i, cells)] += vectors[i] * vectors[i];
        }

        return Array.ConvertAll(squares, Math.Sqrt);
    }

    private static double[] Scale(ReferenceParameters p, double[] vectors, double[] factors)
    {
        var cells = factors.Length / p.Entities;
        var scaled = new double[vectors.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = factors[Owner(p, i, cells)] * vectors[i];
        }

        return scaled;
    }

    // The place in [entity][cell] that element i of [entity][S/2][cell] belongs to.
    private static int Owner(ReferenceParameters p, int i, int cells) => i / (p.VectorChannels * cells) * cells + i % cells;
}
