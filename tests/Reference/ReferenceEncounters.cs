namespace GpuEcosystem.Tests.Reference;

/// <summary>What an entity's attack has over another's, from the vectors of all in a cell.</summary>
public static class ReferenceEncounters
{
    /// <summary>
    /// The mean advantage <c>[i][j]</c> of i over j in the cells where both are present and there is no wall, before a step; null where
    /// there is no such cell, and on the diagonal.
    /// </summary>
    /// <param name="p">Parameters.</param>
    /// <param name="weights">Weights of all networks.</param>
    /// <param name="sun">The sun.</param>
    /// <param name="world">The world.</param>
    public static double?[][] Advantages(ReferenceParameters p, ReferenceWeights weights, ReferenceSun sun, ReferenceWorld world)
    {
        var frontier = ReferenceAdjustments.Frontier(world.Aliveness(p), world.Wall, world.Height, world.Width);
        var presence = ReferenceAdjustments.Presence(frontier, world.Cells);
        var counting = ReferenceAdjustments.Counting(p, presence, world.Wall);
        var vectors = ReferenceVectors.Split(p, ReferenceStep.Propose(p, weights, sun, world), world.Cells)
            .Concentrate(p, counting, world.Height, world.Width)
            .Normalise(p, world.Cells);
        return Mean(
            p.Entities,
            Enumerable.Range(0, world.Cells).Where(cell => world.Wall[cell] < 0.5),
            (entity, cell) => presence[entity * world.Cells + cell],
            (i, j, cell) => Score(p, vectors, i, j, cell, world.Cells));
    }

    /// <summary>The mean of score_ij − score_ji over the cells in which both are.</summary>
    /// <param name="entities">The sun and the species.</param>
    /// <param name="cells">Cells to look at.</param>
    /// <param name="isThere">Whether an entity is in a cell.</param>
    /// <param name="score">What of the first's score in a cell comes from the second.</param>
    public static double?[][] Mean(
        int entities, IEnumerable<int> cells, Func<int, int, bool> isThere, Func<int, int, int, double> score) =>
    [
        .. Enumerable.Range(0, entities).Select(i => Enumerable.Range(0, entities)
            .Select(j => i == j
                ? null
                : cells
                    .Where(cell => isThere(i, cell) && isThere(j, cell))
                    .Select(cell => (double?)(score(i, j, cell) - score(j, i, cell)))
                    .Average())
            .ToArray()),
    ];

    private static double Score(ReferenceParameters p, ReferenceVectors vectors, int attacker, int defender, int cell, int cells) =>
        Enumerable.Range(0, p.VectorChannels).Sum(c =>
            vectors.Attack[(attacker * p.VectorChannels + c) * cells + cell]
            * vectors.Defence[(defender * p.VectorChannels + c) * cells + cell]);
}
