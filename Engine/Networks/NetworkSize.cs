namespace GpuEcosystem.Engine.Networks;

/// <summary>How large a species' network is; of one that all share, its part.</summary>
/// <param name="Weights">What it has learned.</param>
/// <param name="Operations">Multiply-adds for a cell and step.</param>
public readonly record struct NetworkSize(long Weights, long Operations);
