using System.Globalization;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Imaging.Drawing;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>A row for every species, and under the chosen one what it has of its own.</summary>
internal sealed class SpeciesList(PanelContext context)
{
    private readonly List<(SpeciesRow Row, SpeciesSetting[] Settings)> all = [];
    private readonly Caption caption = new();
    private readonly Note shared = new(() => "All species share one network: a change here is for all.", isInset: true);

    private readonly Note network = new(() => Network(context.Snapshot.Metrics.Networks[context.State.Species - 1]), isInset: true);

    private readonly Note circuit = new(() => Circuit(context.Snapshot.Metrics.Circuit!, context.Snapshot.Metrics.Loss), isInset: true);

    private readonly Note seasons = new(() => Seasons(context.Snapshot.Metrics.SunPeriods!));

    /// <summary>The rows now.</summary>
    public IEnumerable<Block> Blocks()
    {
        yield return caption;
        for (int species = 1; species <= context.Snapshot.Parameters.Species; species++)
        {
            if (species > all.Count)
            {
                all.Add((new SpeciesRow(species, context), Settings(species)));
            }

            (SpeciesRow row, SpeciesSetting[] settings) = all[species - 1];
            yield return row;
            if (species == context.State.Species)
            {
                foreach (SpeciesSetting setting in settings.Where(one => one.Parameter.Concerns(context.Controls.Wanted, species)))
                {
                    yield return setting;
                }

                // While the number of species changes, what was last observed may still know fewer of them.
                if (species <= context.Snapshot.Metrics.Networks.Count)
                {
                    yield return network;
                }

                if (context.Snapshot.Metrics.Circuit is not null)
                {
                    yield return circuit;
                }

                if (context.Controls.Wanted.Coupling == Coupling.Shared)
                {
                    yield return shared;
                }
            }
        }

        yield return new Space();
        if (context.Snapshot.Metrics.SunPeriods is not null)
        {
            yield return seasons;
        }
    }

    private static string Network(NetworkSize size) => string.Create(
        CultureInfo.InvariantCulture, $"Its network has {size.Weights:N0} weights and takes {size.Operations:N0} operations a cell.");

    // For hundreds of updates no gate becomes another, and nothing can be seen but this.
    private static string Circuit(CircuitMetrics circuit, float? loss)
    {
        string counts = string.Create(
            CultureInfo.InvariantCulture, $"Of its gates {circuit.ChangedGates:N0} have changed; it comes to {circuit.Operations:N0} operations on bits.");
        return (loss, circuit.HardLoss) switch
        {
            (float soft, long and > 0) => string.Create(
                CultureInfo.InvariantCulture,
                $"Learning: the loss of its mixtures is {soft:G4}, and decided gates miss {circuit.HardLoss:N0} bits. Gates learn long before they change, so watch the loss fall. {counts}"),
            (float soft, 0) => string.Create(
                CultureInfo.InvariantCulture, $"Learned: decided gates miss no bit; the loss of its mixtures is {soft:G4}. {counts}"),
            _ => counts,
        };
    }

    private static string Seasons(float[] periods) =>
        $"The sun's seasons last {string.Join(", ", periods.Select(period => period.ToString("N0", CultureInfo.InvariantCulture)))} steps.";

    private SpeciesSetting[] Settings(int species) =>
        [.. SpeciesSetting.In(context.Controls.Wanted.Catalogue).Select(parameter => new SpeciesSetting(parameter, species, context))];

    // What the rows' numbers are.
    private sealed class Caption : Block
    {
        private const float Height = 16;

        public override void Draw(Ink ink)
        {
            float middle = Area.Top + Height / 2 - 2;
            ink.Text("population", SpeciesRow.PopulationRight, middle, Theme.Muted, Theme.SmallSize, align: TextAlign.Right);
            ink.Text("share of the grid", SpeciesRow.ShareRight, middle, Theme.Muted, Theme.SmallSize, align: TextAlign.Right);
        }

        protected override float Place(float top) => Height;
    }

    private sealed class Space : Block
    {
        protected override float Place(float top) => Theme.Gap;
    }
}
