using System.Globalization;
using System.Text;
using static GpuEcosystem.Experiments.Statistics;

namespace GpuEcosystem.Experiments.Learning;

/// <summary>Writes what the experiment saw.</summary>
internal static class LearningReport
{
    public static void WriteCsv(string path, IReadOnlyList<Sample> samples)
    {
        StringBuilder text = new("arm,seed,step,entropy,activity,respawns,sun,species,territory\n");
        foreach (Sample sample in samples)
        {
            for (int species = 0; species < sample.Names.Length; species++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{sample.Arm},{sample.Seed},{sample.Step},{sample.Entropy:G5},");
                text.Append(CultureInfo.InvariantCulture, $"{sample.Activity:G5},{sample.Respawns},{sample.Territory[0]},");
                text.Append(CultureInfo.InvariantCulture, $"{sample.Names[species]},{sample.Territory[species + 1]}\n");
            }
        }

        File.WriteAllText(path, text.ToString());
    }

    public static void WritePlots(string folder, IReadOnlyList<Sample> samples)
    {
        using Chart entropy = new("Diversity: normalised entropy of populations, mean over seeds");
        AddMeans(entropy, samples, sample => sample.Arm.ToString(), sample => sample.Entropy);
        entropy.Save(Path.Combine(folder, "entropy.png"));

        using Chart optimizers = new("Share of the grid held by each optimiser, mean over seeds");
        Sample[] contest = [.. samples.Where(sample => sample.Arm == Arm.Optimizers)];
        foreach (string name in contest.SelectMany(sample => sample.Names).Distinct().Order())
        {
            AddMeans(optimizers, contest, _ => name, sample => Share(sample, name));
        }

        optimizers.Save(Path.Combine(folder, "optimizers.png"));
    }

    public static void PrintSummary(IReadOnlyList<Sample> samples, long steps)
    {
        foreach (IGrouping<Arm, Sample> arm in samples.GroupBy(sample => sample.Arm))
        {
            Sample[] last = [.. arm.Where(sample => sample.Step == steps)];
            Sample[] lateHalf = [.. arm.Where(sample => sample.Step >= steps / 2)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{arm.Key}: entropy {Spread(last, sample => sample.Entropy)}, late mean {lateHalf.Average(sample => sample.Entropy):F3}; living (5 % or more of the grid) {Spread(last, Living)}; sun's share {Spread(last, sample => (double)sample.Territory[0] / sample.Cells)}; respawns {Spread(last, sample => sample.Respawns)}; activity {lateHalf.Average(sample => sample.Activity):G3}"));
        }

        Sample[] end = [.. samples.Where(sample => sample.Arm == Arm.Optimizers && sample.Step == steps)];
        foreach (string name in end.SelectMany(sample => sample.Names).Distinct().Order())
        {
            Console.WriteLine($"{name}: share of the grid {Spread(end, sample => Share(sample, name))}");
        }
    }

    private static double Living(Sample sample) => sample.Territory.Skip(1).Count(cells => cells * 20 >= sample.Cells);

    private static double Share(Sample sample, string name) =>
        (double)sample.Territory[Array.IndexOf(sample.Names, name) + 1] / sample.Cells;

    private static void AddMeans(
        Chart chart, IEnumerable<Sample> samples, Func<Sample, string> series, Func<Sample, double> value)
    {
        foreach (IGrouping<string, Sample> line in samples.GroupBy(series))
        {
            chart.Add(line.Key, line.Select(sample => (sample.Step, value(sample))), range: false);
        }
    }
}
