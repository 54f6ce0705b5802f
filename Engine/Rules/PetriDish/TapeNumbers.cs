using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>The grids on a tape, as far as the present epoch has come; 0 in the places of those that it has not reached.</summary>
/// <param name="Grids">The tape, step by step.</param>
/// <param name="Clock">Where the epoch stands.</param>
/// <param name="Shape">The world's.</param>
internal sealed record TapeNumbers(IReadOnlyList<PlaneBuffer> Grids, EpochClock Clock, PetriDishShape Shape) : INumberStore
{
    public void ReadPieces(AcceleratorStream stream, float[] memory, NumberPiece take)
    {
        for (int step = 0; step < Grids.Count; step++)
        {
            bool isOnTape = step < Clock.Step - Clock.TapeStart;
            Grids[step].ReadPieces(stream, memory, piece =>
            {
                if (!isOnTape)
                {
                    piece.Clear();
                }

                take(piece);
            });
        }
    }

    public void WritePieces(AcceleratorStream stream, float[] memory, NumberPiece fill)
    {
        foreach (PlaneBuffer grid in Grids)
        {
            grid.WritePieces(stream, memory, fill);
        }
    }

    public INumberStore Twin(DeviceArena memory) => new TapeNumbers(
        [.. Grids.Select(grid => (PlaneBuffer)grid.Twin(memory))], new EpochClock(), Shape);

    public void CopyTo(Launcher launcher, INumberStore target)
    {
        for (int step = 0; step < Grids.Count; step++)
        {
            Grids[step].CopyTo(launcher, ((TapeNumbers)target).Grids[step]);
        }
    }
}
