using System.Collections.Immutable;
using GpuEcosystem.Discovery.Outcomes;

namespace GpuEcosystem.Tests.Discovery.Outcomes;

/// <summary>An outcome of a run that ended well, for tests to change.</summary>
internal static class SampleOutcome
{
    public static Outcome Of(RunKey run, string worker = "first") => new()
    {
        Run = run,
        Attempt = 2,
        Worker = worker,
        Arithmetic = "cpu-fma",
        Program = "0.1.0",
        Status = OutcomeStatus.Ok,
        Genome = [0, 0.1f, float.Epsilon, MathF.BitDecrement(1)],
        Values = Map(("Optimizer[1]", "Adam"), ("GrowthGateSteepness", "4.9")),
        Parents = [3, 17],
        From = 3,
        WorldSeed = ulong.MaxValue - 1,
        Steps = 1L << 40,
        Seconds = 2.5,
        Descriptors = Map(("order", -0.125), ("borders", 0.123456), ("damage", double.Epsilon), ("period", double.MaxValue)),
        Territory = [0.5, 0.3, 0.2],
        StateHash = "0123456789abcdef",
        Recipe = """{"version":1,"start":{"Seed":18446744073709551615,"SunPenalty":1.50},"steps":3,"actions":[]}""",
    };

    public static ImmutableSortedDictionary<string, T> Map<T>(params IEnumerable<(string Name, T Value)> items) =>
        items.ToImmutableSortedDictionary(item => item.Name, item => item.Value, StringComparer.Ordinal);
}
