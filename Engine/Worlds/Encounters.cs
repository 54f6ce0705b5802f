namespace GpuEcosystem.Engine.Worlds;

/// <summary>
/// Who meets whom in a world, and how it ends (section 8 of the specification). Arrays have the sun first. Of several worlds that live at
/// once, figures are those of all their cells together.
/// </summary>
/// <param name="Step">Steps done.</param>
/// <param name="Conquests">
/// Which cells changed hands since the observation before this one, or since counting began; null where no step was counted.
/// </param>
/// <param name="Advantages">
/// <c>[i][j]</c>: the mean of Â_i · B̂_j − Â_j · B̂_i over the open cells in which both are present, as the next step would find them; [j][i]
/// is the same with the other sign. Null where there is no such cell; as a whole under rules without attack and defence.
/// </param>
public sealed record Encounters(long Step, Conquests? Conquests, float?[][]? Advantages);
