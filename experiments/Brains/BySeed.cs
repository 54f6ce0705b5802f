namespace GpuEcosystem.Experiments.Brains;

/// <summary>
/// What was seen, a number for each seed: the mean over its seatings, since worlds of one seed are not independent of each other.
/// </summary>
internal sealed class BySeed(IEnumerable<BrainSample> samples)
{
    private readonly ILookup<string, BrainSample> ofArm = samples.ToLookup(sample => sample.Arm);

    /// <summary>The mean of a number over the second half of what was seen of an arm, for each seed.</summary>
    public double[] Late(string arm, Func<BrainSample, double> value)
    {
        double middle = (ofArm[arm].Min(sample => sample.Step) + ofArm[arm].Max(sample => sample.Step)) / 2.0;
        return
        [
            .. ofArm[arm].Where(sample => sample.Step > middle).GroupBy(sample => sample.Seed, value).OrderBy(seed => seed.Key)
                .Select(seed => seed.Average()),
        ];
    }

    /// <summary>A number of each seed over time.</summary>
    public IEnumerable<(long Step, double Value)> Over(string arm, Func<BrainSample, double> value) =>
        ofArm[arm].GroupBy(sample => (sample.Seed, sample.Step), value).Select(moment => (moment.Key.Step, moment.Average()));
}
