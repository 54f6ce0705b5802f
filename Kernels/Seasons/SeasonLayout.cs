namespace GpuEcosystem.Kernels.Seasons;

/// <summary>
/// Where the numbers of a seasonal sun lie that are trained (section 9 of the specification): one tensor after another, each matrix
/// as <c>[out][in]</c> but for the frequencies, <c>[2][12]</c>.
/// </summary>
public static class SeasonLayout
{
    /// <summary>Bands of time, each with a period of its own.</summary>
    public const int Bands = 8;

    /// <summary>Features of time: every band's sine, then every band's cosine.</summary>
    public const int Times = 2 * Bands;

    /// <summary>Plane waves over the grid.</summary>
    public const int Waves = 12;

    /// <summary>Features of place: every wave's cosine, then every wave's sine.</summary>
    public const int Places = 2 * Waves;

    /// <summary>Neurons of each hidden layer.</summary>
    public const int Hidden = 32;

    /// <summary>What features of place are multiplied by, 1 / √12.</summary>
    public const float PlaceScale = 0.288675135f;

    /// <summary>The logarithms of the periods, in steps, <c>[8]</c>.</summary>
    public const int LogPeriod = 0;

    /// <summary>The waves' frequencies across, then down, <c>[2][12]</c>.</summary>
    public const int Frequency = LogPeriod + Bands;

    /// <summary>From the features of place to the first layer, <c>[32][24]</c>.</summary>
    public const int FirstSpatial = Frequency + 2 * Waves;

    /// <summary>From the features of time to the first layer, <c>[32][16]</c>.</summary>
    public const int FirstTemporal = FirstSpatial + Hidden * Places;

    /// <summary>The first layer's bias, <c>[32]</c>.</summary>
    public const int FirstBias = FirstTemporal + Hidden * Times;

    /// <summary>From the first layer to the second, <c>[32][32]</c>.</summary>
    public const int Second = FirstBias + Hidden;

    /// <summary>The second layer's bias, <c>[32]</c>.</summary>
    public const int SecondBias = Second + Hidden * Hidden;

    /// <summary>From the second layer to the sun, <c>[C][32]</c>.</summary>
    public const int Output = SecondBias + Hidden;

    /// <summary>Numbers of a moment: the features of time, then what they and the bias give each neuron of the first layer.</summary>
    public const int Moment = Times + Hidden;

    /// <summary>The sun's bias, <c>[C]</c>.</summary>
    public static int OutputBias(int channels) => Output + channels * Hidden;

    /// <summary>How many numbers are trained.</summary>
    public static int Length(int channels) => OutputBias(channels) + channels;

    /// <summary>The coordinate of a column or a row: −1 of the grid's first, 1 of its last, −1 where there is one only.</summary>
    public static float Coordinate(int index, int count) => count > 1 ? 2f * index / (count - 1) - 1 : -1f;
}
