using System.Globalization;
using System.Text;
using static GpuEcosystem.Experiments.Statistics;

namespace GpuEcosystem.Experiments.PetriDish;

/// <summary>Writes what the experiment saw.</summary>
internal static class DishReport
{
    // How long steps took is no part of it, so that every run writes the same file.
    public static void WriteCsv(string path, IEnumerable<DishSample> samples)
    {
        StringBuilder text = new("arm,seed,step,sun,species1,species2,species3,entropy,activity,mixing\n");
        foreach (DishSample sample in samples)
        {
            text.Append(CultureInfo.InvariantCulture, $"\"{sample.Arm}\",{sample.Seed},{sample.Step},");
            text.Append(CultureInfo.InvariantCulture, $"{string.Join(',', sample.Territory)},");
            text.Append(CultureInfo.InvariantCulture, $"{sample.Entropy:G5},{sample.Activity:G5},{sample.Mixing:G5}\n");
        }

        File.WriteAllText(path, text.ToString());
    }

    public static void WritePlots(string folder, IReadOnlyList<DishSample> samples)
    {
        DishArm[] rules = [DishArm.Dish, DishArm.Duel, DishArm.Frozen, DishArm.Ecosystem];
        DishArm[] unrolled = [.. DishArm.Unrolled, DishArm.Forgetful];
        const string Seeds = "mean and range over seeds";
        Write("occupied.png", $"Share of the grid that species hold, {Seeds}", rules, sample => sample.Occupied);
        Write("mixing.png", $"Borders, as a share of those of shuffled cells, {Seeds}", rules, sample => sample.Mixing);
        Write("activity.png", $"Activity: mean change of an aliveness value in a step, {Seeds}", rules, sample => sample.Activity);
        Write("unroll.png", $"Activity of those that learn every eight steps, {Seeds}", unrolled, sample => sample.Activity);

        void Write(string file, string title, DishArm[] arms, Func<DishSample, double?> value)
        {
            using Chart chart = new(title);
            foreach (DishArm arm in arms)
            {
                IEnumerable<DishSample> seen = samples.Where(sample => sample.Arm == arm.Name && value(sample) is not null);
                chart.Add(arm.Name, seen.Select(sample => (sample.Step, value(sample)!.Value)), range: true);
            }

            chart.Save(Path.Combine(folder, file));
        }
    }

    /// <summary>A row of a table for each arm: numbers at the end, but activity and processor time of the second half.</summary>
    public static void PrintSummary(IEnumerable<DishSample> samples, long steps)
    {
        Console.WriteLine("| arm | occupied | living | entropy | mixing | activity | processor ms a step |\n|---|---|---|---|---|---|---|");
        foreach (IGrouping<string, DishSample> arm in samples.GroupBy(sample => sample.Arm))
        {
            DishSample[] last = [.. arm.Where(sample => sample.Step == steps)];
            DishSample[] late = [.. arm.Where(sample => sample.Step >= steps / 2)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {arm.Key} | {Spread(last, sample => sample.Occupied)} | {Spread(last, sample => sample.Living)} | {Spread(last, sample => sample.Entropy)} | {Spread(last, sample => sample.Mixing ?? 0)} | {late.Average(sample => sample.Activity):F4} | {late.Average(sample => sample.Milliseconds):F1} |"));
        }
    }
}
