using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>
/// The comparison with central differences bites: a gradient that lacks one of its terms is off by far more than the
/// tolerance. The term is taken out of the reference, by holding what it differentiates.
/// </summary>
public class BrokenGradientTests
{
    private const double Tolerance = 2e-4;

    // A term that were missed by less could hide behind a tolerance that is widened one day.
    private const double Clearly = 10 * Tolerance;

    /// <summary>What the gradient is held not to flow through.</summary>
    public enum Term
    {
        /// <summary>Nothing: the right gradient.</summary>
        None,

        /// <summary>The survival factor.</summary>
        Alive,

        /// <summary>The concentration weights.</summary>
        Concentration,

        /// <summary>The lengths that cosine similarity divides by.</summary>
        Norms,
    }

    /// <summary>Terms, and the similarity under which they count: cosine takes concentration out again.</summary>
    public static TheoryData<Term, SimilarityKind> Terms =>
    [
        (Term.Alive, SimilarityKind.Cosine),
        (Term.Alive, SimilarityKind.Dot),
        (Term.Concentration, SimilarityKind.Dot),
        (Term.Norms, SimilarityKind.Cosine),
    ];

    /// <summary>Without holding anything, the step taken apart has the device's gradient.</summary>
    [Theory]
    [InlineData(SimilarityKind.Cosine)]
    [InlineData(SimilarityKind.Dot)]
    public void The_whole_gradient_is_the_devices(SimilarityKind similarity) =>
        Assert.All(Errors(Term.None, similarity), error => Assert.InRange(error, 0, Tolerance));

    /// <summary>A gradient without the term is caught in every tensor.</summary>
    [Theory]
    [MemberData(nameof(Terms))]
    public void A_missing_term_is_caught(Term missing, SimilarityKind similarity) =>
        Assert.All(Errors(missing, similarity), error => Assert.True(error > Clearly, $"off by {error:G3} only"));

    // For each tensor the largest difference from the device's gradient, relative to the largest entry.
    private static double[] Errors(Term missing, SimilarityKind similarity)
    {
        EcosystemParameters parameters = EcosystemParameters.Default with
        {
            Species = 2,
            GridWidth = 9,
            GridHeight = 8,
            StateChannels = 6,
            HiddenChannels = 1,
            NetworkWidth = 8,
            NetworkDepth = 1,
            Similarity = similarity,
            ConcentrationBaseline = 0.1f,

            // Cells that are neither full of life nor empty, so that survival has a slope.
            GrowthGateSteepness = 3,
            MinOccupancy = 0,
            DiversityWeight = 0,

            // A global sun is as strong in all cells, so that concentration has no slope for it.
            SunMode = SunMode.Spatial,
        };
        LearningCase pass = new(parameters, new Area(1, 0, 7, 7), seed: 11);
        using World computed = pass.Compute(Devices.Open("cpu"));
        Held held = Held.At(pass);
        return [.. pass.Tensors.Keys.Select(tensor =>
        {
            float[] gradient = pass.Read(computed, tensor);
            int[] places = LearningCase.Sample(gradient, largest: 6, others: 10, new Random(1));
            double[] expected = [.. places.Select(place => CentralDifference.Derivative(
                () => Loss(pass, held, missing), pass.Tensors[tensor], place))];
            return places.Zip(expected, (place, slope) => Math.Abs(gradient[place] - slope)).Max() / expected.Max(Math.Abs);
        })];
    }

    // The loss of section 5, in which one of the factors is what it was before weights were moved.
    private static double Loss(LearningCase pass, Held held, Term missing)
    {
        Held now = Held.At(pass, missing == Term.Concentration ? held : null, missing == Term.Norms ? held : null);
        double[] alive = missing == Term.Alive ? held.Alive : now.Alive;
        int cells = pass.PatchWorld.Cells;
        double[] next = [.. now.Grown.Select((value, i) => pass.Uniforms[i % cells] < pass.P.UpdateProbability
            ? value * alive[i % cells]
            : pass.PatchWorld.Grid[i])];
        return ReferenceLoss.SoftMin(pass.P, ReferenceAdjustments.Populations(next, cells), cells);
    }

    // What lies between proposals and loss.
    private sealed record Held(double[] Weights, double[] AttackFactors, double[] DefenceFactors, double[] Grown, double[] Alive)
    {
        public static Held At(LearningCase pass, Held? concentration = null, Held? norms = null)
        {
            (ReferenceParameters p, ReferenceWorld world) = (pass.P, pass.PatchWorld);
            (int height, int width, int cells) = (world.Height, world.Width, world.Cells);
            ReferenceVectors vectors = ReferenceVectors.Split(p, pass.Propose(), cells);
            double[] weights = concentration?.Weights ?? vectors.ConcentrationWeights(p, ReferenceAdjustments.Everybody(p, cells), height, width);
            vectors = new ReferenceVectors(Scale(p, vectors.Attack, weights), Scale(p, vectors.Defence, weights));
            double[] attack = norms?.AttackFactors ?? Factors(p, vectors.Attack, cells);
            double[] defence = norms?.DefenceFactors ?? Factors(p, vectors.Defence, cells);
            vectors = new ReferenceVectors(Scale(p, vectors.Attack, attack), Scale(p, vectors.Defence, defence));

            double[] old = world.Aliveness(p);
            double[] frontier = ReferenceAdjustments.Frontier(old, world.Wall, height, width);
            bool[] presence = ReferenceAdjustments.Presence(frontier, cells);
            double[] scores = ReferenceCompetition.Scores(p, vectors, ReferenceAdjustments.Everybody(p, cells), old, cells);
            ReferenceAdjustments.RemoveAbsent(scores, presence);
            ReferenceAdjustments.BoostDiversity(p, scores, old, cells);
            ReferenceAdjustments.BoostPreservation(p, scores, presence, old, cells);
            double[] shares = ReferenceCompetition.Resolve(p, scores, world.Wall);
            double[] gate = ReferenceCompetition.Gate(p, old, height, width);
            double[] grown = [.. shares.Zip(gate, (share, open) => share * open)];
            double[] survivors = [.. grown];
            ReferenceCompetition.Survive(p, survivors, cells);
            double[] alive = [.. Enumerable.Range(0, cells).Select(cell => survivors[cell] / grown[cell])];
            return new Held(weights, attack, defence, grown, alive);
        }

        private static double[] Factors(ReferenceParameters p, double[] vectors, int cells) =>
            [.. Enumerable.Range(0, p.Entities * cells).Select(i => p.Similarity == ReferenceSimilarity.Dot
                ? 1
                : 1 / (Math.Sqrt(Enumerable.Range(0, p.VectorChannels).Sum(channel =>
                    Math.Pow(vectors[(i / cells * p.VectorChannels + channel) * cells + i % cells], 2))) + 1e-8))];

        private static double[] Scale(ReferenceParameters p, double[] vectors, double[] factors)
        {
            int cells = factors.Length / p.Entities;
            return [.. vectors.Select((value, i) => value * factors[i / (p.VectorChannels * cells) * cells + i % cells])];
        }
    }
}
