namespace GpuEcosystem.Imaging.Plots;

/// <summary>Leaves out what a line of many points cannot show, and keeps what it can: the extremes.</summary>
internal static class Thinning
{
    private const int Stretches = 2000;

    /// <summary>Of each of two thousand stretches the least and the greatest value; few points stay as they are.</summary>
    public static (double[] X, double[] Y) Of(double[] x, double[] y)
    {
        if (y.Length <= 2 * Stretches)
        {
            return (x, y);
        }

        List<int> kept = [];
        for (int stretch = 0; stretch < Stretches; stretch++)
        {
            int first = (int)((long)stretch * y.Length / Stretches);
            int end = (int)((long)(stretch + 1) * y.Length / Stretches);
            int least = first;
            int greatest = first;
            for (int i = first + 1; i < end; i++)
            {
                least = !(y[i] >= y[least]) ? i : least;
                greatest = !(y[i] <= y[greatest]) ? i : greatest;
            }

            kept.Add(Math.Min(least, greatest));
            if (least != greatest)
            {
                kept.Add(Math.Max(least, greatest));
            }
        }

        return ([.. kept.Select(i => x[i])], [.. kept.Select(i => y[i])]);
    }
}
