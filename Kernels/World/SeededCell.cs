using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Random;
using ILGPU;

namespace GpuEcosystem.Kernels.World;

/// <summary>
/// How a cell is given to a species: aliveness one-hot, state scale · v / (‖v‖ + 1e-8), v = normal(C) + bias, or where all cells of a
/// species begin alike, state = bias.
/// </summary>
public struct SeededCell
{
    /// <summary>Aliveness then state, <c>[entities + channels][y][x]</c>.</summary>
    public Planes Grid;

    /// <summary>Of each species its scale and its bias vector, <c>[species][1 + channels]</c>.</summary>
    public ArrayView<float> Characters;

    /// <summary>Entities, the sun and the species.</summary>
    public int Entities;

    /// <summary>Channels of an entity, C.</summary>
    public int Channels;

    /// <summary>The grid.</summary>
    public Area Whole;

    /// <summary>1 where all cells of a species begin alike.</summary>
    public int Alike;

    /// <summary>The world's seed.</summary>
    public ulong Seed;

    /// <summary>The step at which it happens.</summary>
    public long Step;

    /// <summary>Gives a cell to a species (1 = the first), or back to the sun (0, with an empty state).</summary>
    /// <remarks>The state depends on the cell alone, so seeding a cell twice in a step is seeding it once.</remarks>
    public readonly void Write(int entity, int y, int x)
    {
        for (int other = 0; other < Entities; other++)
        {
            Grid.At(other, y, x) = other == entity ? 1f : 0f;
        }

        if (entity == 0)
        {
            for (int channel = 0; channel < Channels; channel++)
            {
                Grid.At(Entities + channel, y, x) = 0;
            }

            return;
        }

        long character = (long)(entity - 1) * (1 + Channels);
        if (Alike != 0)
        {
            for (int channel = 0; channel < Channels; channel++)
            {
                Grid.At(Entities + channel, y, x) = Characters[character + 1 + channel];
            }

            return;
        }

        ulong cell = (ulong)(y - Whole.Y) * (ulong)Whole.Width + (ulong)(x - Whole.X);
        ulong first = ((ulong)(entity - 1) * (ulong)Whole.Cells + cell) * (ulong)Channels;
        long bias = character + 1;
        float lengthSquared = 0;
        for (int channel = 0; channel < Channels; channel++)
        {
            float value = Draw(first, bias, channel);
            lengthSquared += value * value;
        }

        // Drawn again rather than kept in the cell: two threads may give the same cell to the same species.
        float scale = Characters[character] / (MathF.Sqrt(lengthSquared) + 1e-8f);
        for (int channel = 0; channel < Channels; channel++)
        {
            Grid.At(Entities + channel, y, x) = scale * Draw(first, bias, channel);
        }
    }

    private readonly float Draw(ulong first, long bias, int channel) =>
        Philox.Normal(Seed, RandomStream.SeedState, Step, first + (ulong)channel) + Characters[bias + channel];
}
