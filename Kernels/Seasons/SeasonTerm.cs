namespace GpuEcosystem.Kernels.Seasons;

/// <summary>
/// Which gradients a plane of slopes has a part in. Each is a sum over cells of the slopes times a plane of values: a layer's output's
/// slopes times its inputs, and times 1 for its bias; a wave's slopes times the coordinates.
/// </summary>
/// <param name="Values">The first plane of values.</param>
/// <param name="Count">How many follow each other.</param>
/// <param name="Weight">Where the first one's weight lies.</param>
/// <param name="Stride">From one weight to the next.</param>
/// <param name="Bias">Where the bias lies; −1 where there is none.</param>
internal readonly record struct SeasonTerm(int Values, int Count, int Weight, int Stride, int Bias)
{
    /// <summary>The most gradients that a plane of slopes has a part in.</summary>
    public const int Most = SeasonLayout.Hidden + 1;

    /// <summary>Planes of slopes: F's channels, the second layer, the first, the waves.</summary>
    public static int SlopePlanes(int channels) => channels + 2 * SeasonLayout.Hidden + SeasonLayout.Waves;

    /// <summary>Planes of values: the features of place, both layers, a plane of ones, the coordinates across and down.</summary>
    public const int ValuePlanes = One + 3;

    /// <summary>The plane of ones.</summary>
    public const int One = HiddenLayers.Count;

    /// <summary>How many gradients these are.</summary>
    public int Length => Bias < 0 ? Count : Count + 1;

    /// <summary>The plane of values of one of them.</summary>
    public int PlaneOf(int number) => number < Count ? Values + number : One;

    /// <summary>Where one of them lies among all that is trained.</summary>
    public int PlaceOf(int number) => number < Count ? Weight + number * Stride : Bias;

    /// <summary>Those of a plane of slopes.</summary>
    public static SeasonTerm Of(int plane, int channels)
    {
        if (plane < channels)
        {
            return new SeasonTerm(
                HiddenLayers.Second, SeasonLayout.Hidden, SeasonLayout.Output + plane * SeasonLayout.Hidden, 1,
                SeasonLayout.OutputBias(channels) + plane);
        }

        int neuron = (plane - channels) % SeasonLayout.Hidden;
        return ((plane - channels) / SeasonLayout.Hidden) switch
        {
            0 => new SeasonTerm(
                HiddenLayers.First, SeasonLayout.Hidden, SeasonLayout.Second + neuron * SeasonLayout.Hidden, 1,
                SeasonLayout.SecondBias + neuron),
            1 => new SeasonTerm(
                0, SeasonLayout.Places, SeasonLayout.FirstSpatial + neuron * SeasonLayout.Places, 1, SeasonLayout.FirstBias + neuron),
            _ => new SeasonTerm(One + 1, 2, SeasonLayout.Frequency + neuron, SeasonLayout.Waves, -1),
        };
    }
}
