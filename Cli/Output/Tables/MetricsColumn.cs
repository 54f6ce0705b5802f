namespace GpuEcosystem.Cli.Output.Tables;

/// <summary>A column of observations.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Of its numbers.</param>
/// <param name="MayLack">Whether a row may have none.</param>
internal sealed record MetricsColumn(string Name, Type Type, bool MayLack)
{
    /// <summary>One that has a number in every row.</summary>
    public static MetricsColumn Of<T>(string name)
        where T : struct => new(name, typeof(T), MayLack: false);

    /// <summary>One that may have none.</summary>
    public static MetricsColumn OrNone<T>(string name)
        where T : struct => new(name, typeof(T), MayLack: true);
}
