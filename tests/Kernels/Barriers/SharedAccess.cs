namespace GpuEcosystem.Tests.Kernels.Barriers;

/// <summary>What a statement does to the memory that a group's threads share.</summary>
[Flags]
internal enum SharedAccess
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It may read it.</summary>
    Load = 1,

    /// <summary>It may write it.</summary>
    Store = 2,

    /// <summary>It does something with it that the reader of the text does not know.</summary>
    Unknown = Load | Store,

    /// <summary>It waits for the group, and what was written before is seen behind it.</summary>
    Barrier = 4,
}
