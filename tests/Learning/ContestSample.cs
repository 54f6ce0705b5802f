using GpuEcosystem.Kernels.Competition;
using GpuEcosystem.Tests.Reference;

namespace GpuEcosystem.Tests.Learning;

/// <summary>
/// Random proposals with what the forward pass makes of them, in double precision and on a device, so that a gradient
/// operation can be run and differenced without those before it.
/// </summary>
internal sealed class ContestSample
{
    public const int Entities = 3;
    public const int Half = 2;
    public const int Channels = 2 * Half + 1;
    public const float Temperature = 0.4f;
    public const float Baseline = 0.25f;

    private static readonly int cells = OperationBench.Cells;

    private readonly SimilarityKind similarity;
    private readonly CompetitionMode mode;
    private readonly double[] fieldWeights;

    public ContestSample(OperationBench bench, SimilarityKind similarity, CompetitionMode mode, bool concentrated)
    {
        (this.similarity, this.mode) = (similarity, mode);
        BeforeTanh = bench.Draw(Entities * Channels * cells);
        double[] aliveness = bench.Draw(Entities * cells, 0, 1);
        Weights = bench.Draw(Entities * cells, 0.05f, 1);
        if (!concentrated)
        {
            Array.Fill(Weights, 1);
        }

        fieldWeights = mode == CompetitionMode.MeanField
            ? ReferenceCompetition.Resolve(
                new ReferenceParameters { Species = Entities - 1, CompetitionTemperature = 0.5 }, aliveness, new double[cells])
            : [.. Enumerable.Repeat(1.0, Entities * cells)];
        Norms = NormsOf();
        LargestEnergies = bench.Draw(Entities * cells, 1, 2);
        WindowSums = bench.Draw(Entities * cells, 1, 9);
        double[] scales = ScalesOf(Norms, Weights);
        AttackScales = scales[..(Entities * cells)];
        DefenceScales = scales[(Entities * cells)..];
        double[] sum = SumOfDefences();
        Opposed = Oppose(sum);

        double[] proposals = Array.ConvertAll(BeforeTanh, Math.Tanh);
        Proposals made = new()
        {
            Sun = bench.Planes(proposals[..(Channels * cells)]).Planes,
            Species = bench.Planes(proposals[(Channels * cells)..]).Planes,
            Channels = Channels,
            StateChannels = 2 * Half,
            Entities = Entities,
        };
        Concentration = new Concentration.Arguments
        {
            Norms = bench.Planes(Norms).Planes,
            Weights = bench.Planes([.. Weights, .. LargestEnergies, .. WindowSums]).Planes,
            Entities = Entities,
            InverseTemperature = 1 / Temperature,
            Baseline = Baseline,
            Window = 3,
            Readable = OperationBench.Target,
            Target = OperationBench.Target,
        };
        Scores = new Scores.Arguments
        {
            Proposals = made,
            Norms = Concentration.Norms,
            Concentration = Concentration.Weights,
            Opposition = bench.Planes([.. Opposed, .. Enumerable.Range(0, cells).Select(cell => Length(sum, 0, cell))]).Planes,
            Grid = bench.Planes(aliveness).Planes,
            Similarity = similarity,
            Mode = mode,
            Concentrated = concentrated ? 1 : 0,
            Target = OperationBench.Target,
        };
    }

    /// <summary>What goes into the proposals' tanh, <c>[entity][channel][cell]</c>.</summary>
    public double[] BeforeTanh { get; }

    /// <summary>Attack norms, then defence norms.</summary>
    public double[] Norms { get; }

    /// <summary>Concentration weights.</summary>
    public double[] Weights { get; }

    /// <summary>What attacks are multiplied by.</summary>
    public double[] AttackScales { get; }

    /// <summary>What defences are multiplied by.</summary>
    public double[] DefenceScales { get; }

    /// <summary>What attacks meet, <c>[S/2][cell]</c>.</summary>
    public double[] Opposed { get; }

    /// <summary>Concentration's largest energies, which no window needs to have.</summary>
    public double[] LargestEnergies { get; }

    /// <summary>Concentration's sums, which no window needs to have either.</summary>
    public double[] WindowSums { get; }

    public Concentration.Arguments Concentration { get; }

    public Scores.Arguments Scores { get; }

    /// <summary>Every cell's share of its window's energy.</summary>
    public double[] Shares() => [.. Enumerable.Range(0, Entities * cells).Select(i => Lead(i, i) / WindowSums[i])];

    /// <summary>The slope of every cell's energy, from what all concentration weights send, <c>[2 · entities][cell]</c>.</summary>
    public double[] CollectedEnergies(double[] flow) => [.. Enumerable.Range(0, Entities * cells).Select(i =>
    {
        // A window of three cells reaches as far in one direction as in the other.
        int plane = i / cells * cells;
        IEnumerable<int> windows = ReferenceNeighbourhood.Around(
            i - plane, -1, 1, OperationBench.Target.Height, OperationBench.Target.Width);
        return (flow[Entities * cells + i] - windows.Sum(window => flow[plane + window] * Lead(i, plane + window))) / Temperature;
    })];

    /// <summary>The scales of all vectors: c / (c‖v‖ + 1e-8) under cosine similarity, c under dot.</summary>
    public double[] ScalesOf(double[] norms, double[] weights) => [.. norms.Select((norm, i) =>
    {
        double weight = weights[i % weights.Length];
        return similarity == SimilarityKind.Cosine ? weight / (weight * norm + 1e-8) : weight;
    })];

    /// <summary>The sum of the scaled defences.</summary>
    public double[] SumOfDefences() => SumOfDefences(DefenceScales);

    /// <summary>The same with other scales.</summary>
    public double[] SumOfDefences(double[] scales) => [.. Enumerable.Range(0, Half * cells).Select(i =>
        Enumerable.Range(0, Entities).Sum(entity => fieldWeights[entity * cells + i % cells] * scales[entity * cells + i % cells]
            * Proposal(entity, Half + i / cells, i % cells)))];

    /// <summary>What attacks meet: the sum, in a mean field brought to length 1.</summary>
    public double[] Oppose(double[] sum) => mode == CompetitionMode.Full
        ? [.. sum]
        : [.. sum.Select((value, i) => value / (Length(sum, 0, i % cells) + 1e-8))];

    /// <summary>The part of the scores that depends on proposals.</summary>
    public double[] ScoresOf(double[] opposed) => ScoresOf(opposed, AttackScales);

    /// <summary>The same with other scales of attacks.</summary>
    public double[] ScoresOf(double[] opposed, double[] scales) => [.. Enumerable.Range(0, Entities * cells).Select(i =>
        scales[i] * Enumerable.Range(0, Half).Sum(
            channel => Proposal(i / cells, channel, i % cells) * opposed[channel * cells + i % cells]))];

    /// <summary>What the proposals add to the loss when scores, the defences' sum and norms have these slopes.</summary>
    public double Linearised(double[] scores, double[] sums, double[] norms)
    {
        double loss = OperationBench.Dot(scores, ScoresOf(Opposed)) + OperationBench.Dot(norms, NormsOf());
        return loss + OperationBench.Dot(sums, SumOfDefences());
    }

    private double Lead(int cell, int window) => Math.Exp(
        (Norms[cell] + Norms[Entities * cells + cell] - LargestEnergies[window]) / Temperature);

    private double Proposal(int entity, int channel, int cell) =>
        Math.Tanh(BeforeTanh[(entity * Channels + channel) * cells + cell]);

    private double[] NormsOf()
    {
        double[] proposals = Array.ConvertAll(BeforeTanh, Math.Tanh);
        return [.. Enumerable.Range(0, 2 * Entities * cells).Select(i =>
            Length(proposals, i / cells % Entities * Channels + i / cells / Entities * Half, i % cells))];
    }

    private static double Length(double[] planes, int first, int cell) => Math.Sqrt(
        Enumerable.Range(first, Half).Sum(plane => planes[plane * cells + cell] * planes[plane * cells + cell]));
}
