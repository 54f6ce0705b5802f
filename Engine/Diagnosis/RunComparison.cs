namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>Two runs of one recipe that have to end in the same bits.</summary>
/// <param name="Check"><c>repeat</c>: the recipe twice; <c>resume</c>: once in one go, and once saved to a file and loaded
/// again half way.</param>
/// <param name="Learning">Whether the species learn.</param>
/// <param name="Width">Cells in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Steps">Steps of each run.</param>
/// <param name="FirstHash">The state that the first run ends in.</param>
/// <param name="SecondHash">The state that the second run ends in.</param>
/// <param name="GridNumbersApart">How many numbers of the grid have other bits.</param>
/// <param name="WorstDifference">The largest difference among them; infinite where one is not a number.</param>
/// <param name="Recoveries">How often numbers that are not finite took the first run back.</param>
public sealed record RunComparison(
    string Check,
    bool Learning,
    int Width,
    int Height,
    int Steps,
    string FirstHash,
    string SecondHash,
    long GridNumbersApart,
    double WorstDifference,
    int Recoveries)
{
    /// <summary>Whether both ended in the same state.</summary>
    public bool Equal => FirstHash == SecondHash;
}
