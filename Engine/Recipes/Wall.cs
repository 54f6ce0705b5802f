namespace GpuEcosystem.Engine.Recipes;

/// <summary>
/// A wall that stands from the start: a line with round ends. Coordinates are fractions of the grid's width and
/// height, the radius is a fraction of the smaller of the two, so that a layout fits every grid.
/// </summary>
public sealed record Wall(float FromX, float FromY, float ToX, float ToY, float Radius);
