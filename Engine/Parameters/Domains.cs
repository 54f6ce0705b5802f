namespace GpuEcosystem.Engine.Parameters;

/// <summary>The values that most parameters have.</summary>
internal static class Domains
{
    /// <summary>Whole numbers.</summary>
    public static RangeDomain<int> Whole(int minimum, int maximum, int? multipleOf = null) =>
        new(ParameterKind.Integer, minimum, maximum, multipleOf);

    /// <summary>Numbers.</summary>
    public static RangeDomain<float> Numbers(float minimum, float maximum) => new(ParameterKind.Number, minimum, maximum);

    /// <summary>The names of an enumeration.</summary>
    public static ChoiceDomain<T> Names<T>()
        where T : struct, Enum =>
        new(ParameterKind.Choice, Enum.GetValues<T>());

    /// <summary>Some names of an enumeration.</summary>
    public static ChoiceDomain<T> Names<T>(params IReadOnlyList<T> values)
        where T : struct, Enum =>
        new(ParameterKind.Choice, values);
}
