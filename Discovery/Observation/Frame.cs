using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>What is seen of a world at one step.</summary>
public sealed class Frame
{
    /// <summary>Takes the arrays as they are, and keeps them.</summary>
    /// <param name="width">Columns of the grid.</param>
    /// <param name="height">Rows of the grid.</param>
    /// <param name="winners">Who holds each cell, <c>[y][x]</c>, as <see cref="World.ReadWinners"/> has it.</param>
    /// <param name="shares">Of each entity the mean of its aliveness over open cells, the sun first.</param>
    /// <exception cref="ArgumentException">There are not as many winners as cells.</exception>
    public Frame(int width, int height, byte[] winners, double[] shares)
    {
        if (winners.Length != width * height)
        {
            throw new ArgumentException($"a grid of {width} x {height} cells does not have {winners.Length}", nameof(winners));
        }

        Width = width;
        Height = height;
        Winners = winners;
        Shares = shares;
        int[] counts = new int[byte.MaxValue + 1];
        foreach (byte winner in winners)
        {
            counts[winner]++;
        }

        OpenCells = winners.Length - counts[World.NoWinner];
        Territory = [.. counts.Take(shares.Length).Select(count => (double)count / Math.Max(1, OpenCells))];
    }

    /// <summary>Columns of the grid.</summary>
    public int Width { get; }

    /// <summary>Rows of the grid.</summary>
    public int Height { get; }

    /// <summary>The sun and the species.</summary>
    public int Entities => Shares.Length;

    /// <summary>Who holds each cell, <c>[y][x]</c>; walls have <see cref="World.NoWinner"/>.</summary>
    public byte[] Winners { get; }

    /// <summary>Of each entity the mean of its aliveness over open cells, the sun first.</summary>
    public double[] Shares { get; }

    /// <summary>Cells that are no walls.</summary>
    public int OpenCells { get; }

    /// <summary>Of each entity the share of the open cells that it holds, the sun first.</summary>
    public double[] Territory { get; }

    /// <summary>Whether another frame has the same grid and as many entities.</summary>
    public bool Fits(Frame other) => (Width, Height, Entities) == (other.Width, other.Height, other.Entities);
}
