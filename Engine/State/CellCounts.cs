namespace GpuEcosystem.Engine.State;

/// <summary>What is counted in the cells of a world.</summary>
/// <param name="Populations">Sum of each entity's aliveness, sun first.</param>
/// <param name="Territory">Cells that each entity holds, sun first.</param>
/// <param name="Change">Sum over cells and entities of how much aliveness the last step changed.</param>
/// <param name="Participants">Cells that took part in it.</param>
internal readonly record struct CellCounts(double[] Populations, double[] Territory, double Change, double Participants);
