namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>The directions of all entities in a cell, sun first; a dead entity's is the zero vector.</summary>
/// <param name="Attack">Â <c>[entity][S/2]</c>.</param>
/// <param name="Defence">B̂ <c>[entity][S/2]</c>.</param>
/// <param name="AttackNorms">‖A‖ <c>[entity]</c>.</param>
/// <param name="DefenceNorms">‖B‖ <c>[entity]</c>.</param>
public sealed record DishDirections(double[][] Attack, double[][] Defence, double[] AttackNorms, double[] DefenceNorms)
{
    /// <summary>R_A <c>[S/2]</c>.</summary>
    public double[] AttackSum => Sum(Attack);

    /// <summary>R_B <c>[S/2]</c>.</summary>
    public double[] DefenceSum => Sum(Defence);

    /// <summary>The directions of masked proposals <c>[entity][C][y][x]</c> in a cell.</summary>
    public static DishDirections Of(DishParameters p, double[] proposals, int cell)
    {
        double[][] attack = Vectors(p, proposals, 0, cell);
        double[][] defence = Vectors(p, proposals, p.Half, cell);
        double[] attackNorms = Array.ConvertAll(attack, Norm);
        double[] defenceNorms = Array.ConvertAll(defence, Norm);
        return new DishDirections(Scaled(attack, attackNorms), Scaled(defence, defenceNorms), attackNorms, defenceNorms);
    }

    /// <summary>score_i = Â_i · (R_B − B̂_i), in a duel Â_i · R_B − B̂_i · R_A.</summary>
    public double[] Scores(bool isDuel) => [.. Attack.Select((attack, i) => isDuel
        ? Dot(attack, DefenceSum) - Dot(Defence[i], AttackSum)
        : Dot(attack, Less(DefenceSum, Defence[i])))];

    /// <summary>The sum of products.</summary>
    public static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    /// <summary>The difference.</summary>
    public static double[] Less(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a - b)];

    private static double Norm(double[] vector) => Math.Sqrt(Dot(vector, vector));

    private static double[][] Vectors(DishParameters p, double[] proposals, int first, int cell) =>
    [
        .. Enumerable.Range(0, p.Entities).Select(i =>
            Enumerable.Range(first, p.Half).Select(c => proposals[(i * p.Channels + c) * p.Cells + cell]).ToArray()),
    ];

    private static double[][] Scaled(double[][] vectors, double[] norms) =>
        [.. vectors.Select((vector, i) => Array.ConvertAll(vector, value => value / Math.Max(norms[i], DishContest.Least)))];

    private static double[] Sum(double[][] vectors) =>
        [.. Enumerable.Range(0, vectors[0].Length).Select(c => vectors.Sum(vector => vector[c]))];
}
