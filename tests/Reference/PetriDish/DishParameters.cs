namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>Which of the two published rules hold.</summary>
public enum DishRules
{
    /// <summary>PD-NCA.</summary>
    PetriDish,

    /// <summary>PBT-NCA.</summary>
    PetriDishDuel,
}

/// <summary>Whose proposal a row of a network's decoder is.</summary>
public enum DishCoupling
{
    /// <summary>Network n's rows are species n's channels.</summary>
    Independent,

    /// <summary>All networks' rows, counted through, are the first channel of every species, then the second, and so on.</summary>
    Interleaved,
}

/// <summary>The parameters of the rules that a step and a pass back go by, as a recorded case names them.</summary>
public sealed record DishParameters
{
    /// <summary>Which rules hold.</summary>
    public DishRules Rules { get; init; }

    /// <summary>Species N.</summary>
    public int Species { get; init; }

    /// <summary>State channels S.</summary>
    public int StateChannels { get; init; }

    /// <summary>Hidden channels M.</summary>
    public int HiddenChannels { get; init; }

    /// <summary>Network width D per species.</summary>
    public int Width { get; init; }

    /// <summary>Middle layers L.</summary>
    public int Depth { get; init; }

    /// <summary>Kernel side K.</summary>
    public int KernelSize { get; init; } = 1;

    /// <summary>Whose proposals decoder rows are.</summary>
    public DishCoupling Coupling { get; init; }

    /// <summary>Whether networks see aliveness.</summary>
    public bool AliveVisible { get; init; } = true;

    /// <summary>Share q of the hidden channels that a species may write.</summary>
    public double HiddenShare { get; init; } = 1;

    /// <summary>Aliveness threshold θ; it counts as the float32 number.</summary>
    public float AliveThreshold { get; init; } = 0.4f;

    /// <summary>Temperature τ of the second softmax.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>Rows H of a world.</summary>
    public int GridHeight { get; init; }

    /// <summary>Columns W of a world.</summary>
    public int GridWidth { get; init; }

    /// <summary>Whether an entity's own defence counts too.</summary>
    public bool IsDuel => Rules == DishRules.PetriDishDuel;

    /// <summary>Entities A: the sun and the species.</summary>
    public int Entities => Species + 1;

    /// <summary>Channels C of a proposal.</summary>
    public int Channels => StateChannels + HiddenChannels;

    /// <summary>Channels of an attack vector, and of a defence vector.</summary>
    public int Half => StateChannels / 2;

    /// <summary>Channels I that a network reads.</summary>
    public int Inputs => AliveVisible ? Entities + Channels : Channels;

    /// <summary>Cells of a world.</summary>
    public int Cells => GridHeight * GridWidth;

    /// <summary>Whose row f of all decoders' rows is, and which channel; species count from 0.</summary>
    public (int Species, int Channel) OwnerOf(int row) =>
        Coupling == DishCoupling.Independent ? (row / Channels, row % Channels) : (row % Species, row / Species);

    /// <summary>Whether a species, counted from 0, may write a channel. Ownership of hidden channels wraps.</summary>
    public bool MayWrite(int species, int channel)
    {
        if (channel < StateChannels)
        {
            return true;
        }

        int turned = (channel - StateChannels - species) % HiddenChannels;
        return (turned + HiddenChannels) % HiddenChannels < Math.Floor(HiddenShare * HiddenChannels);
    }
}
