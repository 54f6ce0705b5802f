using GpuEcosystem.Engine.Memory;

namespace GpuEcosystem.Engine.Rules.LogicCircuit;

/// <summary>How far a circuit has come.</summary>
internal sealed class UpdateClock() : HostNumbers(Count, Parts)
{
    /// <summary>Floats that it hands out.</summary>
    public const int Floats = Count * Parts;

    private const int Count = 2;
    private const int Parts = 4;

    /// <summary>Updates so far.</summary>
    public long Updates
    {
        get => Numbers[0];
        private set => Numbers[0] = value;
    }

    /// <summary>Wrong bits of decided gates when that was last looked at; null before.</summary>
    public long? Mistakes
    {
        get => Numbers[1] == 0 ? null : Numbers[1] - 1;
        set => Numbers[1] = value + 1 ?? 0;
    }

    /// <summary>Nothing has been learned yet.</summary>
    public void Begin() => (Updates, Mistakes) = (0, null);

    /// <summary>Counts an update.</summary>
    public void Advance() => Updates++;
}
