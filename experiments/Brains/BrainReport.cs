using System.Globalization;
using System.Text;

namespace GpuEcosystem.Experiments.Brains;

/// <summary>Writes what the experiment saw.</summary>
internal static class BrainReport
{
    private const int MostBrains = 4;

    public static void WriteCsv(string path, IEnumerable<BrainSample> samples)
    {
        StringBuilder text = new("arm,seed,seating,step,sun,brain1,brain2,brain3,brain4,entropy\n");
        foreach (BrainSample sample in samples)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{sample.Arm}\",{sample.Seed},{sample.Seating},{sample.Step},{sample.Sun},");
            text.AppendJoin(',', sample.Cells).Append(',', 1 + MostBrains - sample.Cells.Length);
            text.Append(CultureInfo.InvariantCulture, $"{sample.Entropy:G5}\n");
        }

        File.WriteAllText(path, text.ToString());
    }

    public static void WritePlots(string folder, IEnumerable<BrainSample> samples)
    {
        BySeed seen = new(samples);
        using IntervalChart differences = new("Differences of shares of the grid: 95 % intervals, and single seeds");
        foreach (Finding finding in (Finding[])[.. Finding.OfArms(seen), .. Finding.OfEndings(seen)])
        {
            differences.Add($"{finding.Arm}: {finding.Name}", finding.Seeds);
        }

        differences.Save(Path.Combine(folder, "differences.png"));
        WriteShares(BrainArm.OwnGrowthByOperations, "operations.png");
        WriteShares(BrainArm.OwnGrowthByAdam, "adam.png");
        WriteShares(BrainArm.OwnGrowthOfTwins, "twins.png");

        using Chart endings = new("Share of the grid that gates hold, mean over seeds");
        foreach (Ending ending in Hardening.Endings)
        {
            endings.Add(ending.Name, seen.Over(ending.Name, sample => sample.Shares[0]), range: false);
        }

        endings.Save(Path.Combine(folder, "hardening.png"));

        void WriteShares(BrainArm arm, string file)
        {
            using Chart chart = new($"Share of the grid, {arm.Name}: mean and range over seeds");
            foreach ((int index, Brain brain) in arm.Brains.Index())
            {
                chart.Add(brain.Name, seen.Over(arm.Name, sample => sample.Shares[index]), range: true);
            }

            chart.Save(Path.Combine(folder, file));
        }
    }

    /// <summary>Tables of what was seen in the second half of all steps.</summary>
    public static void PrintSummary(IEnumerable<BrainSample> samples)
    {
        BySeed seen = new(samples);
        Console.WriteLine("\n| arm | brain | share of the grid | single seeds |\n|---|---|---|---|");
        foreach (BrainArm arm in BrainArm.All)
        {
            foreach ((int index, Brain brain) in arm.Brains.Index())
            {
                Row(arm.Name, brain.Name, seen.Late(arm.Name, sample => sample.Shares[index]));
            }

            Row(arm.Name, "*the sun*", seen.Late(arm.Name, sample => 1 - sample.Shares.Sum()));
            Row(arm.Name, "*the weakest*", seen.Late(arm.Name, sample => sample.Shares.Min()));
            Row(arm.Name, "*entropy*", seen.Late(arm.Name, sample => sample.Entropy));
        }

        foreach (Ending ending in Hardening.Endings)
        {
            Row(ending.Name, "gates", seen.Late(ending.Name, sample => sample.Shares[0]));
        }

        Console.WriteLine("\n| arm | difference | in shares of the grid | single seeds |\n|---|---|---|---|");
        foreach (Finding finding in (Finding[])[.. Finding.OfArms(seen), .. Finding.OfEndings(seen)])
        {
            Row(finding.Arm, finding.Name, finding.Seeds);
        }
    }

    private static void Row(string arm, string name, double[] seeds) => Console.WriteLine(
        $"| {arm} | {name} | {Interval.Of(seeds)} | {string.Join(", ", seeds.Select(seed => seed.ToString("F3", CultureInfo.InvariantCulture)))} |");
}
