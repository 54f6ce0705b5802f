using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>
/// Where a world stands among its epochs. An epoch is some steps without a tape and some with one; how many of each grows from epoch to
/// epoch while a world burns in. The host counts, so that it can say what to launch.
/// </summary>
internal sealed class EpochClock : INumberStore
{
    // Each number is handed out in parts of 16 bits, which floats hold exactly.
    private const int Parts = 4;
    private const int PartBits = 16;

    private readonly long[] numbers = new long[7];

    /// <summary>Floats that it hands out.</summary>
    public static int Floats => new EpochClock().numbers.Length * Parts;

    /// <summary>The present epoch, or the next one where none has begun.</summary>
    public long Epoch
    {
        get => numbers[0];
        private set => numbers[0] = value;
    }

    /// <summary>Steps done in it; 0 where it has not begun.</summary>
    public int Step
    {
        get => (int)numbers[1];
        private set => numbers[1] = value;
    }

    /// <summary>Its steps without a tape.</summary>
    public int Before
    {
        get => (int)numbers[2];
        private set => numbers[2] = value;
    }

    /// <summary>Its steps with a tape.</summary>
    public int Taped
    {
        get => (int)numbers[3];
        private set => numbers[3] = value;
    }

    /// <summary>Steps of it before the first one that is still on the tape.</summary>
    public int TapeStart
    {
        get => (int)numbers[4];
        private set => numbers[4] = value;
    }

    /// <summary>Whether the world that is edited has been changed since the last epoch ended, so that the pool does not know it.</summary>
    public bool IsEdited
    {
        get => numbers[5] != 0;
        set => numbers[5] = value ? 1 : 0;
    }

    /// <summary>All of its steps.</summary>
    public int Length => Before + Taped;

    private long LastGrowth
    {
        get => numbers[6];
        set => numbers[6] = value;
    }

    /// <summary>Begins the first epoch again.</summary>
    public void Begin() => Array.Clear(numbers);

    /// <summary>Says how many steps the epoch that begins has.</summary>
    public void BeginEpoch(PetriDishParameters parameters)
    {
        int taped = Math.Min(parameters.UnrollSteps, parameters.LearnInterval);
        int before = parameters.LearnInterval - taped;
        int increment = parameters.BurnInIncrement;
        if (increment == 0)
        {
            (Before, Taped) = (before, taped);
        }
        else
        {
            bool grows = Epoch - LastGrowth >= parameters.BurnInEpochs;
            Before = Math.Min(Before + (grows ? increment : 0), before);
            Taped = Math.Min(Math.Max(1, Taped) + (grows ? increment : 0), taped);
            LastGrowth = grows ? Epoch : LastGrowth;
        }

        TapeStart = Before;
    }

    /// <summary>A step has been taken.</summary>
    public void Advance() => Step++;

    /// <summary>The epoch is over.</summary>
    public void EndEpoch()
    {
        Epoch++;
        Step = 0;
    }

    /// <summary>Gives up the epoch that has begun.</summary>
    public void LeaveEpoch() => Step = 0;

    /// <summary>What is on the tape is no longer what leads here; from here on no more than <paramref name="most"/> steps are.</summary>
    public void RestartTape(int most) => TapeStart = Math.Max(Math.Max(TapeStart, Step), Length - most);

    public void ReadPieces(AcceleratorStream stream, float[] memory, NumberPiece take)
    {
        Span<float> piece = memory.AsSpan(0, Floats);
        for (int i = 0; i < piece.Length; i++)
        {
            piece[i] = numbers[i / Parts] >> (i % Parts * PartBits) & ((1 << PartBits) - 1);
        }

        take(piece);
    }

    public void WritePieces(AcceleratorStream stream, float[] memory, NumberPiece fill)
    {
        Span<float> piece = memory.AsSpan(0, Floats);
        fill(piece);
        Array.Clear(numbers);
        for (int i = 0; i < piece.Length; i++)
        {
            numbers[i / Parts] |= (long)piece[i] << (i % Parts * PartBits);
        }
    }

    public INumberStore Twin(DeviceArena memory) => new EpochClock();

    /// <summary>Another clock that stands where this one does.</summary>
    public EpochClock Copy()
    {
        EpochClock copy = new();
        numbers.CopyTo(copy.numbers, 0);
        return copy;
    }

    public void CopyTo(Launcher launcher, INumberStore target) => numbers.CopyTo(((EpochClock)target).numbers, 0);
}
