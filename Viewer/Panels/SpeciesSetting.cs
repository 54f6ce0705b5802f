using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Widgets;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>A parameter of one species, in one line.</summary>
internal sealed class SpeciesSetting : Block
{
    private const float Height = 30;
    private const float Inset = 4;
    private const float SliderLeft = Left + 108;

    private const float ActionWidth = 80;

    private readonly ParameterEditor editor;
    private readonly Button apply;
    private readonly Button cancel;
    private IReadOnlyList<string> error = [];

    public SpeciesSetting(ParameterDescription parameter, int species, PanelContext context)
    {
        ParameterValue value = new(parameter, species, context.Controls);
        editor = new ParameterEditor(value);
        apply = new Button($"{value.Name}.apply", value.Apply) { Text = () => "Apply" };
        cancel = new Button($"{value.Name}.cancel", value.Cancel) { Text = () => "Cancel" };
    }

    /// <summary>What it sets.</summary>
    public ParameterDescription Parameter => editor.Value.Parameter;

    /// <summary>The parameters that each species can have a value of its own for.</summary>
    public static IReadOnlyList<ParameterDescription> In(ParameterCatalogue catalogue) =>
        [.. catalogue.All.Where(parameter => parameter.PerSpecies)];

    public override void Draw(Ink ink)
    {
        ink.Fill(new(Left - 6, Area.Top, Right + 6, Area.Bottom), Theme.Backdrop, 0);
        bool isOwn = !editor.Value.IsStandard;
        ink.Text(editor.Value.Parameter.Name, Left + Inset, Area.Top + Height / 2, isOwn ? Theme.Accent : Theme.Muted);
        WrappedText.Draw(ink, error, Left + Inset, Area.Top + Height - 2, Theme.Warning);
    }

    protected override float Place(float top)
    {
        float middle = top + Height / 2;
        float mainRight = Right - Inset;
        float mainLeft = mainRight - editor.MainWidth;
        float resetLeft = mainLeft - ParameterEditor.ResetSize - 4;
        if (editor.Slider is not null)
        {
            Put(editor.Slider, SliderLeft, middle - Slider.Height / 2, resetLeft - 2, middle + Slider.Height / 2);
        }

        Put(editor.Main, mainLeft, middle - editor.MainHeight / 2, mainRight, middle + editor.MainHeight / 2);
        if (!editor.Value.IsStandard)
        {
            float half = ParameterEditor.ResetSize / 2;
            Put(editor.Reset, resetLeft, middle - half, resetLeft + ParameterEditor.ResetSize, middle + half);
        }

        error = editor.Value.Error is string text ? WrappedText.Lines(text, Right - Left - 2 * Inset) : [];
        float height = Height + (error.Count > 0 ? error.Count * WrappedText.SmallLine + 4 : 0);
        if (!editor.Value.IsPending)
        {
            return height;
        }

        float line = top + height;
        Put(apply, mainRight - 2 * ActionWidth - Theme.Gap, line, mainRight - ActionWidth - Theme.Gap, line + Theme.RowHeight);
        Put(cancel, mainRight - ActionWidth, line, mainRight, line + Theme.RowHeight);
        return height + Theme.RowHeight + 4;
    }
}
