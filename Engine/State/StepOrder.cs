using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.State;

/// <summary>What a step goes by, besides the world's state.</summary>
/// <param name="Parameters">The rules in force.</param>
/// <param name="Seed">What its random numbers come from.</param>
/// <param name="Step">Steps done before it.</param>
/// <param name="Learns">Whether a learning pass belongs to it.</param>
/// <param name="Respawns">Whether species that died out come back.</param>
/// <param name="Heat">Where it adds what it changes, <c>[1][y][x]</c>; null where nobody wants to see it.</param>
/// <param name="Conquests">What counts the cells that change hands, before the grid turns; null where nobody wants to know.</param>
/// <param name="Given">Numbers to use in place of drawn ones; null where nothing is drawn.</param>
internal readonly record struct StepOrder(
    WorldParameters Parameters,
    ulong Seed,
    long Step,
    bool Learns,
    bool Respawns,
    Planes? Heat,
    ConquestCounts? Conquests,
    GivenDraws? Given);

/// <summary>Numbers that conformance cases give and worlds draw.</summary>
internal sealed class GivenDraws
{
    /// <summary>The next step's uniform numbers, <c>[y][x]</c>, of a world small enough for one band.</summary>
    public float[]? Uniforms { get; set; }

    /// <summary>The pool's slots that the next epoch draws, of rules that have a pool.</summary>
    public int[]? Slots { get; set; }

    /// <summary>The patch that learning passes look at, and its uniform numbers, <c>[y][x]</c> of the patch.</summary>
    public (Area Area, float[] Uniforms)? Patch { get; set; }
}
