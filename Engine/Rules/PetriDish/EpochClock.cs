using GpuEcosystem.Engine.Memory;

namespace GpuEcosystem.Engine.Rules.PetriDish;

/// <summary>
/// Where a world stands among its epochs. An epoch is some steps without a tape and some with one; how many of each grows from epoch to
/// epoch while a world burns in. The host counts, so that it can say what to launch.
/// </summary>
internal sealed class EpochClock() : HostNumbers(Count, Parts)
{
    /// <summary>Floats that it hands out.</summary>
    public const int Floats = Count * Parts;

    private const int Count = 7;
    private const int Parts = 4;

    /// <summary>The present epoch, or the next one where none has begun.</summary>
    public long Epoch
    {
        get => Numbers[0];
        private set => Numbers[0] = value;
    }

    /// <summary>Steps done in it; 0 where it has not begun.</summary>
    public int Step
    {
        get => (int)Numbers[1];
        private set => Numbers[1] = value;
    }

    /// <summary>Its steps without a tape.</summary>
    public int Before
    {
        get => (int)Numbers[2];
        private set => Numbers[2] = value;
    }

    /// <summary>Its steps with a tape.</summary>
    public int Taped
    {
        get => (int)Numbers[3];
        private set => Numbers[3] = value;
    }

    /// <summary>Steps of it before the first one that is still on the tape.</summary>
    public int TapeStart
    {
        get => (int)Numbers[4];
        private set => Numbers[4] = value;
    }

    /// <summary>Whether the world that is edited has been changed since the last epoch ended, so that the pool does not know it.</summary>
    public bool IsEdited
    {
        get => Numbers[5] != 0;
        set => Numbers[5] = value ? 1 : 0;
    }

    /// <summary>All of its steps.</summary>
    public int Length => Before + Taped;

    private long LastGrowth
    {
        get => Numbers[6];
        set => Numbers[6] = value;
    }

    /// <summary>Begins the first epoch again.</summary>
    public void Begin() => Array.Clear(Numbers);

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

    /// <summary>Another clock that stands where this one does.</summary>
    public EpochClock Copy()
    {
        EpochClock copy = new();
        Numbers.CopyTo(copy.Numbers, 0);
        return copy;
    }
}
