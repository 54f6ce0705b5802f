using GpuEcosystem.Discovery.Observation;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Observation;

/// <summary>Pairs of cells, counted by vectors, against the same counted one by one.</summary>
public class AgreementTests
{
    /// <summary>Rows shorter and longer than a vector, with walls, along both axes, and from a frame to a later one.</summary>
    [Theory]
    [InlineData(5, 9)]
    [InlineData(70, 11)]
    public void Pairs_are_counted(int width, int height)
    {
        Random random = new(width);
        Frame frame = Draw();
        Frame later = Draw();
        foreach ((int columns, int rows) in ((int, int)[])[(1, 0), (0, 1), (3, 0), (0, 8)])
        {
            Assert.Equal(Count(columns, rows, frame), Agreement.Apart(frame, columns, rows));
        }

        Assert.Equal(Count(0, 0, later), Agreement.Between(frame, later));
        Assert.Equal(0, default(Agreement).Difference);

        Frame Draw() => new(width, height, [.. Enumerable.Range(0, width * height).Select(_ => DrawCell())], new double[3]);

        byte DrawCell() => random.Next(4) == 0 ? World.NoWinner : (byte)random.Next(3);

        Agreement Count(int columns, int rows, Frame other)
        {
            (long pairs, long same) = (0, 0);
            for (int y = 0; y + rows < height; y++)
            {
                for (int x = 0; x + columns < width; x++)
                {
                    byte first = frame.Winners[y * width + x];
                    byte second = other.Winners[(y + rows) * width + x + columns];
                    bool open = first != World.NoWinner && second != World.NoWinner;
                    pairs += open ? 1 : 0;
                    same += open && first == second ? 1 : 0;
                }
            }

            return new Agreement(pairs, same);
        }
    }
}
