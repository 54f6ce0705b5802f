namespace GpuEcosystem.Discovery.Outcomes;

/// <summary>How a run ended.</summary>
public enum OutcomeStatus
{
    /// <summary>Its world came to the last step.</summary>
    Ok,

    /// <summary>Its world died, or came to numbers that are not finite; it would do so again.</summary>
    Died,

    /// <summary>Whoever ran it ended before it did, several times over.</summary>
    Crashed,
}
