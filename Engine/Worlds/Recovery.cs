namespace GpuEcosystem.Engine.Worlds;

/// <summary>A world went back to its last good state because a number was no longer finite.</summary>
/// <param name="Step">The step at which it was found.</param>
/// <param name="BackTo">The step that the world went back to.</param>
/// <param name="What">What was not finite.</param>
/// <param name="Species">The species whose learning rates were halved, 1 = the first.</param>
public sealed record Recovery(long Step, long BackTo, string What, IReadOnlyList<int> Species)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"step {Step}: {What} not finite; went back to step {BackTo} and halved the learning rate of species {string.Join(", ", Species)}";
}

/// <summary>A world could not be kept alive; it stands at its last good state.</summary>
public sealed class WorldDiedException(string message) : Exception(message);
