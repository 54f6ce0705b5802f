using System.Globalization;

namespace GpuEcosystem.Discovery.Observation;

/// <summary>How descriptors are rounded: logarithms and their like differ in the last bits from system to system.</summary>
public static class Rounding
{
    /// <summary>A number to six significant digits, which all systems round to the same bits; 0 has no sign.</summary>
    /// <remarks>By way of its text, since a product with a power of ten is rounded itself.</remarks>
    public static double Significant(double value) =>
        double.Parse(value.ToString("E5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + 0.0;
}
