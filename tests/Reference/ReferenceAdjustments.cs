namespace GpuEcosystem.Tests.Reference;

/// <summary>
/// Steps 6 to 9 of section 4: what the old grid adds to the scores. To the gradient all of it is constant.
/// </summary>
public static class ReferenceAdjustments
{
    /// <summary>How far each entity's life reaches: <c>max3x3(a · (1−wall))</c>, <c>[entity][y][x]</c>.</summary>
    /// <param name="aliveness">Old aliveness <c>[entity][y][x]</c>.</param>
    /// <param name="wall">Walls <c>[y][x]</c>.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static double[] Frontier(double[] aliveness, double[] wall, int height, int width)
    {
        var free = new double[aliveness.Length];
        for (var i = 0; i < free.Length; i++)
        {
            free[i] = aliveness[i] * (1 - wall[i % wall.Length]);
        }

        return ReferenceNeighbourhood.Largest3x3(free, height, width);
    }

    /// <summary>Step 6: who may compete, <c>[entity][y][x]</c>. The sun always may.</summary>
    public static bool[] Presence(double[] frontier, int cells) =>
        [.. frontier.Select((reach, i) => i < cells || reach > 0.05)];

    /// <summary>Whose defence, energy and share count, <c>[entity][y][x]</c>: in a wall cell, the sun's alone.</summary>
    public static bool[] Counting(ReferenceParameters p, bool[] presence, double[] wall) =>
    [
        .. presence.Select((present, i) =>
            p.Opposition == ReferenceOpposition.All || i < wall.Length || (present && wall[i % wall.Length] < 0.5)),
    ];

    /// <summary>The same where all count.</summary>
    public static bool[] Everybody(ReferenceParameters p, int cells) => [.. Enumerable.Repeat(true, p.Entities * cells)];

    /// <summary>Step 6: takes the absent out of the scores <c>[entity][y][x]</c>.</summary>
    public static void RemoveAbsent(double[] scores, bool[] presence)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] -= presence[i] ? 0 : 1e9;
        }
    }

    /// <summary>Step 7: weakens the sun where any species reaches.</summary>
    public static void PenaliseSun(ReferenceParameters p, double[] scores, double[] frontier, int cells)
    {
        for (var cell = 0; cell < cells && p.SunPenalty > 0; cell++)
        {
            var reach = Enumerable.Range(1, p.Species).Max(i => frontier[i * cells + cell]);
            scores[cell] -= p.SunPenalty * ReferenceCompetition.Sigmoid(20 * (reach - 0.01));
        }
    }

    /// <summary>Step 8: strengthens species with less than an even share of the population.</summary>
    public static void BoostDiversity(ReferenceParameters p, double[] scores, double[] aliveness, int cells)
    {
        if (p.DiversityWeight <= 0 || p.Species == 1)
        {
            return;
        }

        var populations = Populations(aliveness, cells);
        var total = populations.Skip(1).Sum() + 1e-8;
        for (var i = cells; i < scores.Length; i++)
        {
            var share = populations[i / cells] / total;
            scores[i] += 10 * p.DiversityWeight * Math.Max(0, 1.0 / p.Species - share);
        }
    }

    /// <summary>Step 9: strengthens species that are close to dying out, where they are present.</summary>
    public static void BoostPreservation(ReferenceParameters p, double[] scores, bool[] presence, double[] aliveness, int cells)
    {
        if (p.MinOccupancy <= 0 || p.Species == 1)
        {
            return;
        }

        var populations = Populations(aliveness, cells);
        for (var i = cells; i < scores.Length; i++)
        {
            var lack = Math.Max(0, p.MinOccupancy - populations[i / cells]) / (p.MinOccupancy + 1e-8);
            scores[i] += presence[i] ? 5 * Math.Sqrt(lack) : 0;
        }
    }

    /// <summary>The population <c>Σcells a</c> of every entity, sun first.</summary>
    public static double[] Populations(double[] aliveness, int cells) =>
        [.. aliveness.Chunk(cells).Select(plane => plane.Sum())];
}
