namespace GpuEcosystem.Discovery.Stores;

/// <summary>Which of its worlds a run leaves in a store.</summary>
public enum WorldStage
{
    /// <summary>The one that it ended with, from which other runs go on.</summary>
    Ended,

    /// <summary>The last one on its way, from which whoever takes the run over goes on.</summary>
    UnderWay,
}
