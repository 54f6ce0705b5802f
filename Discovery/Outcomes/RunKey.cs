namespace GpuEcosystem.Discovery.Outcomes;

/// <summary>One world of one trial.</summary>
/// <param name="Trial">The trial's number, from 0 on.</param>
/// <param name="Repeat">Which of its worlds, from 0 on; each has another seed.</param>
public readonly record struct RunKey(int Trial, int Repeat)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Trial}.{Repeat}";
}
