namespace GpuEcosystem.Tests.Reference;

/// <summary>Steps 1, 5, 10 and 11 of section 4: from the entities' vectors to the state that follows.</summary>
public static class ReferenceCompetition
{
    /// <summary>Step 1: the growth gate <c>g [entity][y][x]</c> of the old aliveness; 1 for the sun.</summary>
    public static double[] Gate(ReferenceParameters p, double[] aliveness, int height, int width)
    {
        var gate = ReferenceNeighbourhood.Largest3x3(aliveness, height, width);
        for (var i = 0; i < gate.Length; i++)
        {
            gate[i] = i < height * width ? 1 : Sigmoid(p.GrowthGateSteepness * (gate[i] - p.AliveThreshold));
        }

        return gate;
    }

    /// <summary>Step 5: the scores <c>[entity][y][x]</c>.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="vectors">Vectors after steps 2 to 4.</param>
    /// <param name="counting">Who counts, <c>[entity][y][x]</c>.</param>
    /// <param name="aliveness">Old aliveness <c>[entity][y][x]</c>.</param>
    /// <param name="cells">Cells of the grid.</param>
    public static double[] Scores(ReferenceParameters p, ReferenceVectors vectors, bool[] counting, double[] aliveness, int cells)
    {
        var scores = new double[p.Entities * cells];
        for (var cell = 0; cell < cells; cell++)
        {
            double[] VectorOf(double[] all, int entity) =>
                [.. Enumerable.Range(0, p.VectorChannels).Select(c => all[(entity * p.VectorChannels + c) * cells + cell])];

            var attack = Enumerable.Range(0, p.Entities).Select(i => VectorOf(vectors.Attack, i)).ToArray();
            var defence = Enumerable.Range(0, p.Entities).Select(i => VectorOf(vectors.Defence, i)).ToArray();
            var counts = Enumerable.Range(0, p.Entities).Select(i => counting[i * cells + cell] ? 1.0 : 0).ToArray();
            var local = p.CompetitionMode == ReferenceCompetitionMode.Full
                ? FullScores(attack, defence, counts)
                : MeanFieldScores(attack, defence, Shares(counts, [.. Enumerable.Range(0, p.Entities).Select(i => aliveness[i * cells + cell])]));
            for (var i = 0; i < p.Entities; i++)
            {
                scores[i * cells + cell] = local[i];
            }
        }

        return scores;
    }

    /// <summary>Step 10: the entities' shares <c>w [entity][y][x]</c> of each cell; a wall cell is the sun's.</summary>
    public static double[] Resolve(ReferenceParameters p, double[] scores, double[] wall)
    {
        var cells = wall.Length;
        var shares = new double[scores.Length];
        for (var cell = 0; cell < cells; cell++)
        {
            var local = Enumerable.Range(0, p.Entities).Select(i => scores[i * cells + cell] / p.CompetitionTemperature);
            var softmax = Softmax([.. local]);
            for (var i = 0; i < p.Entities; i++)
            {
                var wallShare = i == 0 ? 1 : 0;
                shares[i * cells + cell] = wall[cell] > 0.5 ? wallShare : softmax[i];
            }
        }

        return shares;
    }

    /// <summary>Step 10: the new aliveness and state <c>[A + C][y][x]</c>, before survival.</summary>
    /// <param name="p">Parameters.</param>
    /// <param name="shares">Shares <c>w [entity][y][x]</c>.</param>
    /// <param name="gate">Growth gate <c>[entity][y][x]</c>.</param>
    /// <param name="state">Old state <c>[channel][y][x]</c>.</param>
    /// <param name="proposals">Proposals <c>[entity][channel][y][x]</c>.</param>
    public static double[] Apply(ReferenceParameters p, double[] shares, double[] gate, double[] state, double[] proposals)
    {
        var cells = shares.Length / p.Entities;
        var aliveness = shares.Zip(gate, (share, open) => share * open);
        var nextState = new double[state.Length];
        for (var i = 0; i < state.Length; i++)
        {
            var change = 0.0;
            for (var entity = 0; entity < p.Entities; entity++)
            {
                change += shares[entity * cells + i % cells] * proposals[entity * state.Length + i];
            }

            nextState[i] = Math.Tanh(state[i] + 0.5 * change);
        }

        return [.. aliveness, .. nextState];
    }

    /// <summary>Step 11: scales all channels of <paramref name="grid"/> <c>[A + C][y][x]</c> by how alive the cell is.</summary>
    public static void Survive(ReferenceParameters p, double[] grid, int cells)
    {
        for (var cell = 0; cell < cells; cell++)
        {
            var species = Enumerable.Range(1, p.Species).Sum(i => grid[i * cells + cell]);
            var alive = Math.Max(Sigmoid(20 * (grid[cell] - p.AliveThreshold)), Sigmoid(20 * (species - 0.15)));
            for (var i = cell; i < grid.Length; i += cells)
            {
                grid[i] *= alive;
            }
        }
    }

    /// <summary>The logistic function σ.</summary>
    public static double Sigmoid(double v) => 1 / (1 + Math.Exp(-v));

    private static double[] FullScores(double[][] attack, double[][] defence, double[] counts)
    {
        var sum = WeightedSum(defence, counts);
        return [.. attack.Select(vector => Dot(vector, sum))];
    }

    // The softmax of twice the aliveness of those who count.
    private static double[] Shares(double[] counts, double[] aliveness) =>
        Softmax([.. aliveness.Select((a, i) => counts[i] > 0 ? 2 * a : double.NegativeInfinity)]);

    private static double[] MeanFieldScores(double[][] attack, double[][] defence, double[] shares)
    {
        var mean = WeightedSum(defence, shares);
        var factor = ReferenceVectors.Inverse(Math.Sqrt(Dot(mean, mean)));
        return [.. attack.Select((vector, i) => factor * Dot(vector, mean) + 0.5 * shares[i])];
    }

    private static double[] WeightedSum(double[][] vectors, double[] weights) =>
        [.. Enumerable.Range(0, vectors[0].Length).Select(c => vectors.Select((vector, i) => weights[i] * vector[c]).Sum())];

    private static double Dot(double[] left, double[] right) => left.Zip(right, (l, r) => l * r).Sum();

    private static double[] Softmax(double[] values)
    {
        var largest = values.Max();
        var exponentials = Array.ConvertAll(values, value => Math.Exp(value - largest));
        var sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, value => value / sum);
    }
}
