using GpuEcosystem.Engine.Memory;

namespace GpuEcosystem.Engine.State;

/// <summary>All that decides how much memory a world takes, and how it is cut; each rule set has a shape of its own.</summary>
internal abstract record WorldShape
{
    /// <summary>Puts a body together, of new parts and of those of a present one that fit.</summary>
    /// <param name="present">A body that lends it whatever fits; null if none.</param>
    /// <param name="another">Memory for a part, given back as a whole.</param>
    public abstract WorldBody Assemble(WorldBody? present, Func<DeviceArena> another);
}
