using System.Diagnostics;
using System.Globalization;
using System.Text;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Plots;
using ScottPlot;

namespace GpuEcosystem.Benchmarks;

/// <summary>What a step costs for each cell of a grid, over the grid's size, as a table and a plot.</summary>
internal static class CostPerCell
{
    private const int Smallest = 64;

    // The median of so many steps; small worlds, whose steps are short, get more.
    private const int FewestSteps = 5;
    private static readonly TimeSpan shortest = TimeSpan.FromSeconds(1);

    private sealed record Sample(int Size, bool Learning, int Steps, double Milliseconds)
    {
        public double Nanoseconds => Milliseconds * 1e6 / ((double)Size * Size);
    }

    /// <summary>Measures square worlds of doubling size and writes <c>cost-per-cell.csv</c> and <c>cost-per-cell.png</c>.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="largest">Side of the largest grid.</param>
    public static void Measure(string folder, int largest)
    {
        Directory.CreateDirectory(folder);
        ComputeDevice device = CheckedDevice.Open();
        List<Sample> samples = [];
        for (int size = Smallest; size <= largest; size *= 2)
        {
            foreach (bool learning in (bool[])[false, true])
            {
                try
                {
                    Sample sample = Measure(device, size, learning);
                    samples.Add(sample);
                    Console.Error.WriteLine($"{size} x {size}, learning {learning}: {sample.Nanoseconds:N0} ns per cell");
                }
                catch (UserException exception)
                {
                    Console.Error.WriteLine($"{size} x {size}, learning {learning}, is left out: {exception.Message}");
                }
            }
        }

        WriteTable(Path.Combine(folder, "cost-per-cell.csv"), samples);
        WritePlot(Path.Combine(folder, "cost-per-cell.png"), samples, device);
    }

    private static Sample Measure(ComputeDevice device, int size, bool learning)
    {
        EcosystemParameters parameters = WorldChoice.Square(size).Parameters with { LearnInterval = learning ? 1 : 0 };
        using World world = new(device, parameters);
        Step(world);
        Step(world);
        List<double> times = [];
        Stopwatch watch = Stopwatch.StartNew();
        while (times.Count < FewestSteps || watch.Elapsed < shortest)
        {
            times.Add(Step(world));
        }

        CheckedDevice.RequireNumbers("populations", world.Observe().Populations);
        times.Sort();
        return new Sample(size, learning, times.Count, times[times.Count / 2]);
    }

    private static double Step(World world)
    {
        long start = Stopwatch.GetTimestamp();
        world.Step();
        world.Finish();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void WriteTable(string path, List<Sample> samples)
    {
        StringBuilder text = new("size,learning,steps,milliseconds,nanosecondsPerCell\n");
        foreach (Sample sample in samples)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{sample.Size},{sample.Learning},{sample.Steps},{sample.Milliseconds:F2},{sample.Nanoseconds:F0}\n");
        }

        File.WriteAllText(path, text.ToString());
    }

    private static void WritePlot(string path, List<Sample> samples, ComputeDevice device)
    {
        PlotFont.Use();
        using Plot plot = new();
        plot.Title($"Cost of a step for each cell, default world, {device.Description.Id} ({device.Description.Name})");
        foreach (IGrouping<bool, Sample> line in samples.GroupBy(sample => sample.Learning))
        {
            ScottPlot.Plottables.Scatter scatter = plot.Add.Scatter(
                line.Select(sample => Math.Log2(sample.Size)).ToArray(), line.Select(sample => sample.Nanoseconds).ToArray());
            scatter.LegendText = line.Key ? "learning at every step" : "without learning";
            scatter.LineWidth = 2;
            scatter.MarkerSize = 8;
        }

        int[] sizes = [.. samples.Select(sample => sample.Size).Distinct()];
        plot.Axes.Bottom.SetTicks(
            [.. sizes.Select(size => Math.Log2(size))], [.. sizes.Select(size => size.ToString(CultureInfo.InvariantCulture))]);
        plot.Axes.SetLimitsY(0, 1.15 * samples.Max(sample => sample.Nanoseconds));
        plot.XLabel("side of the square grid, cells");
        plot.YLabel("nanoseconds per cell and step");
        plot.Font.Set(Fonts.Default);
        plot.ShowLegend(Alignment.LowerRight);
        plot.SavePng(path, 800, 450);
    }
}
