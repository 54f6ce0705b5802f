namespace GpuEcosystem.Engine.Worlds;

/// <summary>
/// Who beats whom, as a graph of entities: i beats j where it takes clearly more cells from j than j takes from it (section 8 of the
/// specification). With g cells taken and l lost, clearly is g − l ≥ <see cref="LeastShare"/> · (g + l), and g − l ≥
/// <see cref="LeastDeviations"/> · √(g + l), which a fair coin thrown g + l times hardly ever comes to.
/// </summary>
public sealed class Dominance
{
    /// <summary>The least share of all cells exchanged by which the winner is ahead.</summary>
    public const double LeastShare = 0.1;

    /// <summary>The least number of standard deviations.</summary>
    public const double LeastDeviations = 3;

    private readonly bool[][] beats;

    private Dominance(bool[][] beats)
    {
        this.beats = beats;
        Cycles = FindCycles();
        Circles = FindCircles();
    }

    /// <summary>How many entities there are, the sun, which is 0, and the species.</summary>
    public int Entities => beats.Length;

    /// <summary>
    /// Cycles of the rock-paper-scissors kind, in order: [a, b, c], where a beats b, b beats c and c beats a. Each is there once, from its
    /// lowest entity on.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Cycles { get; }

    /// <summary>
    /// The largest groups, in order, of three or more of which each beats every other, be it by way of others: the strongly connected
    /// components. A cycle of any length lies within one, so where there are none there is no cycle either.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Circles { get; }

    /// <summary>Who beats whom by these conquests.</summary>
    public static Dominance Of(Conquests conquests)
    {
        int entities = conquests.Cells.Length;
        return new Dominance([.. Enumerable.Range(0, entities).Select(one => (bool[])
        [
            .. Enumerable.Range(0, entities).Select(other => IsClear(conquests.Cells[other][one], conquests.Cells[one][other])),
        ])]);
    }

    /// <summary>Whether one beats another.</summary>
    public bool Beats(int one, int other) => beats[one][other];

    /// <summary>A cycle in words: "1 > 3 > 2 > 1", the sun by its name.</summary>
    public static string Name(IReadOnlyList<int> cycle) =>
        string.Join(" > ", cycle.Append(cycle[0]).Select(entity => entity == 0 ? "sun" : FormattableString.Invariant($"{entity}")));

    private static bool IsClear(long gained, long lost)
    {
        double net = gained - lost;
        double all = gained + lost;
        return net > 0 && net >= LeastShare * all && net >= LeastDeviations * Math.Sqrt(all);
    }

    private IReadOnlyList<IReadOnlyList<int>> FindCycles() =>
    [
        .. from a in Enumerable.Range(0, Entities)
           from b in Enumerable.Range(a, Entities - a)
           where beats[a][b]
           from c in Enumerable.Range(a, Entities - a)
           where beats[b][c] && beats[c][a]
           select (int[])[a, b, c],
    ];

    private IReadOnlyList<IReadOnlyList<int>> FindCircles()
    {
        bool[][] reaches = Closure();
        return
        [
            .. from a in Enumerable.Range(0, Entities)
               let circle = (int[])[.. Enumerable.Range(0, Entities).Where(b => reaches[a][b] && reaches[b][a])]
               where circle.Length > 2 && circle[0] == a
               select circle,
        ];
    }

    // Who beats whom, be it by way of others (Warshall 1962).
    private bool[][] Closure()
    {
        bool[][] reaches = [.. beats.Select(row => (bool[])row.Clone())];
        for (int by = 0; by < Entities; by++)
        {
            foreach (bool[] row in reaches.Where(row => row[by]))
            {
                for (int to = 0; to < Entities; to++)
                {
                    row[to] |= reaches[by][to];
                }
            }
        }

        return reaches;
    }
}
