namespace GpuEcosystem.Engine.Worlds;

/// <summary>
/// Which cells changed hands over some steps. A cell is its winner's: the entity of the largest aliveness, the lowest of equals. Walls do
/// not count, nor do edits, species that come back, or another world that a batch draws. The sun is entity 0.
/// </summary>
/// <param name="Steps">The steps over which they were counted; 1 or more.</param>
/// <param name="Cells">
/// <c>[from][to]</c>: how often a step took a cell from one and gave it to another, in all worlds together; on the diagonal, how often it
/// stayed.
/// </param>
public sealed record Conquests(long Steps, long[][] Cells)
{
    /// <summary>
    /// The share of the open cells that a step takes from one and gives to another, the mean over all steps and worlds,
    /// <c>[from][to]</c>; all together are 1.
    /// </summary>
    public float[][] Shares()
    {
        double all = Cells.Sum(row => row.Sum());
        return [.. Cells.Select(row => Array.ConvertAll(row, count => (float)(count / all)))];
    }

    /// <summary>These and those of other steps, among as many species.</summary>
    public Conquests Plus(Conquests other) =>
        new(Steps + other.Steps, [.. Cells.Zip(other.Cells, (row, more) => (long[])[.. row.Zip(more, (one, another) => one + another)])]);
}
