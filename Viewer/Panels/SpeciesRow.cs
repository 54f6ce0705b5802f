using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Widgets;
using GpuEcosystem.Viewer.Windowing;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>A species: its colour, number, population and share of the grid; a click chooses it.</summary>
internal sealed class SpeciesRow(int species, PanelContext context) : Block
{
    /// <summary>Where populations end.</summary>
    public const float PopulationRight = Left + 130;

    /// <summary>Where shares end.</summary>
    public const float ShareRight = Right - 2;

    private const float Height = 24;

    private readonly Line line = new(species, context);

    protected override float Place(float top)
    {
        Put(line, Left - 6, top, Right + 6, top + Height);
        return Height;
    }

    private sealed class Line(int species, PanelContext context) : Widget($"Species {species}")
    {
        private const float NumberLeft = 30;
        private const float BarLeft = 158;
        private const float BarRight = 70;

        private readonly string number = species.ToString(CultureInfo.InvariantCulture);

        public override void Press(float x) => context.State.Species = species;

        public override bool Press(Key key, Modifiers modifiers)
        {
            if (Clicks(key))
            {
                context.State.Species = species;
            }

            return Clicks(key);
        }

        public override void Draw(Ink ink, bool isHovered)
        {
            bool isChosen = context.State.Species == species;
            if (isChosen || isHovered)
            {
                ink.Fill(Area, isChosen ? Theme.Hovered : Theme.Raised);
            }

            SKColor color = Theme.FromRgba(context.State.Palette.Species(species));
            ink.Fill(new SKRect(Area.Left + 8, Area.MidY - 6, Area.Left + 20, Area.MidY + 6), color, 3);
            ink.Text(number, Area.Left + NumberLeft, Area.MidY, Theme.Text, bold: isChosen);
            if (HasOwnValues())
            {
                ink.Fill(new SKRect(Area.Left + 52, Area.MidY - 2.5f, Area.Left + 57, Area.MidY + 2.5f), Theme.Accent, 2.5f);
            }

            ink.Text(Population(), PopulationRight, Area.MidY, Theme.Muted, align: TextAlign.Right);
            DrawShare(ink, color);
        }

        private void DrawShare(Ink ink, SKColor color)
        {
            float share = Share(species);
            if (share > 0)
            {
                float left = Area.Left + BarLeft;
                float width = (Area.Right - BarRight - left) * share / LargestShare();
                ink.Fill(new SKRect(left, Area.MidY - 3, left + Math.Max(3, width), Area.MidY + 3), color, 3);
            }

            string percent = (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
            ink.Text(percent, ShareRight, Area.MidY, Theme.Text, align: TextAlign.Right);
        }

        // The longest bar is the largest species, or those of 64 species would be too short to compare.
        private float LargestShare() => Enumerable.Range(1, context.Snapshot.Parameters.Species).Max(Share);

        // While the number of species changes, what was last observed may still know fewer of them.
        private float Share(int species)
        {
            Metrics metrics = context.Snapshot.Metrics;
            WorldParameters parameters = context.Snapshot.Parameters;
            double cells = (double)parameters.GridWidth * parameters.GridHeight;
            return species < metrics.Territory.Length ? (float)Math.Min(1, metrics.Territory[species] / cells) : 0;
        }

        private string Population()
        {
            float[] populations = context.Snapshot.Metrics.Populations;
            float population = species < populations.Length ? populations[species] : 0;
            return population < 1e6f
                ? population.ToString("N0", CultureInfo.InvariantCulture)
                : (population / 1e6f).ToString("0.00 M", CultureInfo.InvariantCulture);
        }

        private bool HasOwnValues() => SpeciesSetting.In(context.Controls.Wanted.Catalogue).Any(
            parameter => parameter.Overridden(context.Controls.Wanted).Contains(species));
    }
}
