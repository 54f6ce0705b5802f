using System.Globalization;
using GpuEcosystem.Discovery.Genomes;
using GpuEcosystem.Discovery.Results;
using GpuEcosystem.Discovery.Search;
using GpuEcosystem.Discovery.Statistics;
using GpuEcosystem.Imaging.Plots;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>Draws what an experiment has come to, each figure as a picture and as a drawing.</summary>
/// <param name="results">The experiment.</param>
/// <param name="folder">Where they go.</param>
internal sealed class GalleryFigures(CampaignResults results, GalleryFolder folder)
{
    /// <summary>The folder of figures.</summary>
    public const string Plots = "plots";

    private const string Damage = "damage";

    /// <summary>Draws all that there is to draw.</summary>
    public IReadOnlyList<GalleryFigure> Draw()
    {
        if (results.Main.Trials.Count == 0)
        {
            return [];
        }

        List<GalleryFigure> figures = [];
        if (results.Experiment.Search is not null)
        {
            figures.Add(DrawProgress());
        }

        if (results.SeedOrRules.Count > 0)
        {
            figures.Add(DrawVariance());
        }

        figures.AddRange(results.GeneSensitivities.GroupBy(one => one.Descriptor).Select(DrawSensitivity));

        // Where no world came to its end, there is nothing to draw against genes.
        PointsAxis[] descriptors = [.. LeadingDescriptors().Select(AxisOf)];
        IEnumerable<PointsAxis> genes = descriptors.Length == 0 ? [] : results.Experiment.Genes.Genes.SelectMany(AxesOf);
        figures.AddRange(genes.Select((gene, number) => DrawGene(gene, number, descriptors)));
        return figures;
    }

    // What a search looks at, and damage; all that a sweep has.
    private IEnumerable<string> LeadingDescriptors() => results.Experiment.Search is SearchSettings search
        ? results.Descriptors.Where(name => name == Damage || search.FeatureNames.Contains(name))
        : results.Descriptors;

    private PointsAxis AxisOf(string descriptor) => new(descriptor, [.. results.Main.Trials.Select(trial => trial.MeanOf(descriptor) ?? double.NaN)]);

    private GalleryFigure DrawProgress()
    {
        bool hasCells = results.Main.Last?.Coverage is not null;
        string[] names = hasCells ? ["coverage", "QD score"] : ["elites"];
        using SearchPlot plot = new(
            [
                .. results.Arms.Select(arm => new SearchLine(
                    arm.Arm.Method,
                    arm.Arm.IsBaseline,
                    hasCells
                        ? [[.. arm.Progress.Select(row => row.Coverage!.Value)], [.. arm.Progress.Select(row => row.QdScore!.Value)]]
                        : [[.. arm.Progress.Select(row => (double)row.Elites)]])),
            ],
            names,
            results.Experiment.Name);
        string alt = string.Join("; ", results.Arms.Where(arm => arm.Last is not null).Select(arm => string.Create(
            CultureInfo.InvariantCulture,
            $"{arm.Arm.Name} has {arm.Last!.Elites} elites{(arm.Last is { Coverage: double coverage, QdScore: double sum } ? $", coverage {coverage:0.0 %} and QD score {sum:0.00}" : "")} after {arm.Trials.Count} trials")));
        return Write("progress", "progress", string.Join(" and ", names) + " over trials", alt, plot.Panels);
    }

    private GalleryFigure DrawVariance()
    {
        using SharesPlot plot = new(
            ["rule", "seed", .. results.SeedOrRules[0].Split.Weather is null ? (string[])[] : ["weather"], "together"],
            [.. results.SeedOrRules.Select(one => (one.Descriptor, Parts(one.Split)))],
            "share of the variance, with its 95 % interval",
            results.Experiment.Name);
        return Write("variance", "variance", "Shares of the variance", "The numbers stand in the table below.", plot.Panels);

        static IReadOnlyList<(double, double, double)> Parts(VarianceSplit split) =>
            [.. ((VarianceShare?[])[split.Rule, split.Seed, split.Weather, split.Rest]).OfType<VarianceShare>().Select(Of)];
    }

    private GalleryFigure DrawSensitivity(IGrouping<string, GeneSensitivity> genes)
    {
        using SharesPlot plot = new(
            ["by itself", "in all"],
            [.. genes.Select(one => (one.Gene.Name, (IReadOnlyList<(double, double, double)>)[Of(one.First), Of(one.Total)]))],
            "share of the variance, with its 95 % interval",
            genes.Key);
        return Write("sensitivity", $"sensitivity-{genes.Key}", genes.Key, "The numbers stand in the table below.", plot.Panels);
    }

    private GalleryFigure DrawGene(PointsAxis gene, int number, PointsAxis[] descriptors)
    {
        using PointsPlot plot = new(gene, descriptors);
        string alt = string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(", ", descriptors.Select(descriptor => descriptor.Label))} of {gene.Values.Length} trials; rank correlations stand in the table below");
        return Write("genes", string.Create(CultureInfo.InvariantCulture, $"gene-{number + 1}"), gene.Label, alt, plot.Panels, plot.Columns);
    }

    // The values of a parameter that stays as it is; of one that changes, where its numbers lie in their ranges.
    private IEnumerable<PointsAxis> AxesOf(Gene gene)
    {
        IReadOnlyList<TrialResult> trials = results.Main.Trials;
        if (gene is ConstantGene constant)
        {
            string[] texts = [.. trials.Select(trial => trial.Outcomes[0].Values[gene.Name])];
            if (constant.Prior.Kind == GeneKind.Number)
            {
                yield return new PointsAxis(
                    gene.Name,
                    [.. texts.Select(text => double.Parse(text, CultureInfo.InvariantCulture))],
                    constant.Prior is NumberPrior { IsLogarithmic: true } or IntegerPrior { IsLogarithmic: true });
                yield break;
            }

            string[] names = [.. texts.Distinct().Order(StringComparer.Ordinal)];
            yield return new PointsAxis(gene.Name, [.. texts.Select(text => (double)Array.IndexOf(names, text))], Names: names);
            yield break;
        }

        foreach (GeneCoordinate coordinate in gene.Coordinates)
        {
            int place = results.Experiment.Genes.Coordinates.Index().First(one => one.Item.Name == coordinate.Name).Index;
            yield return new PointsAxis($"{coordinate.Name}, share of its range", [.. trials.Select(trial => (double)trial.Genome[place])]);
        }
    }

    private static (double, double, double) Of(VarianceShare share) => (share.Share, share.Lower, share.Upper);

    private GalleryFigure Write(string section, string name, string title, string alt, IReadOnlyList<PlotPanel> panels, int columns = 1)
    {
        string png = $"{Plots}/{name}.png";
        string svg = $"{Plots}/{name}.svg";
        PlotFile.Write(folder[png], panels, columns);
        PlotFile.Write(folder[svg], panels, columns);
        (int width, int height) = PlotFile.SizeOf(panels, columns);
        return new GalleryFigure(section, title, alt, png, svg, width, height);
    }
}
