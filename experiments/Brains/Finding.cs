namespace GpuEcosystem.Experiments.Brains;

/// <summary>A difference that was seen.</summary>
/// <param name="Arm">Where.</param>
/// <param name="Name">Between what.</param>
/// <param name="Seeds">How large it was with each seed.</param>
internal sealed record Finding(string Arm, string Name, double[] Seeds)
{
    /// <summary>The differences between the brains of each arm, as shares of the grid.</summary>
    public static IReadOnlyList<Finding> OfArms(BySeed seen) =>
    [
        .. from arm in BrainArm.All
           from difference in arm.Differences
           select new Finding(arm.Name, difference.Name, seen.Late(arm.Name, sample => difference.Of(sample.Shares))),
    ];

    /// <summary>The differences between what gates hold where worlds go on in one way or another.</summary>
    public static IReadOnlyList<Finding> OfEndings(BySeed seen)
    {
        return
        [
            Compare("run hard - left soft, both frozen", Hardening.Hard, Hardening.SoftFrozen),
            Compare("frozen - all learn on, soft", Hardening.SoftFrozen, Hardening.SoftLearning),
            Compare("soft - straight through, all learn on", Hardening.SoftLearning, Hardening.StraightThroughLearning),
            Compare("soft run hard - straight through, both frozen", Hardening.Hard, Hardening.StraightThroughFrozen),
        ];

        Finding Compare(string name, Ending one, Ending other) =>
            new("gates among convolutions", name, [.. Shares(one).Zip(Shares(other), (more, less) => more - less)]);

        double[] Shares(Ending ending) => seen.Late(ending.Name, sample => sample.Shares[0]);
    }
}
