using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Widgets;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>
/// A parameter of the world: name and value, slider, explanation, and what there is to say about a change. While another name
/// of it is looked for, that name stands beside its own.
/// </summary>
internal sealed class ParameterRow : Block
{
    private const float Line = 26;
    private const float SliderLine = 20;
    private const float Bottom = 10;
    private const float ActionWidth = 80;

    private readonly PanelContext context;
    private readonly SearchField search;
    private readonly ParameterEditor editor;
    private readonly Button apply;
    private readonly Button cancel;
    private readonly IReadOnlyList<string> explanation;
    private IReadOnlyList<string> remark = [];
    private SKColor remarkColor;
    private float explanationTop;
    private float nameRight;

    public ParameterRow(ParameterDescription parameter, PanelContext context, SearchField search)
    {
        this.context = context;
        this.search = search;
        ParameterValue value = new(parameter, null, context.Controls);
        editor = new ParameterEditor(value);
        apply = new Button($"{parameter.Name}.apply", value.Apply) { Text = () => "Apply" };
        cancel = new Button($"{parameter.Name}.cancel", value.Cancel) { Text = () => "Cancel" };
        explanation = WrappedText.Lines(parameter.Explanation, Right - Left);
    }

    /// <summary>The parameter.</summary>
    public ParameterDescription Parameter => editor.Value.Parameter;

    /// <summary>Whether it is what somebody looks for.</summary>
    public bool IsFound => FoundName is not null || Parameter.Explanation.Contains(search.Text, StringComparison.OrdinalIgnoreCase);

    private string? FoundName => Parameter.NameWith(search.Text);

    public override void Draw(Ink ink)
    {
        float name = ink.Text(Parameter.Name, Left, Area.Top + Line / 2, Theme.Text);
        float left = Left + name + Theme.Gap;
        bool isOther = FoundName is string found && found != Parameter.Name;
        string beside = Ink.Fit(isOther ? FoundName! : Parameter.Unit, nameRight - left, Theme.SmallSize);
        ink.Text(beside, left, Area.Top + Line / 2, isOther ? Theme.Accent : Theme.Muted, Theme.SmallSize);
        WrappedText.Draw(ink, explanation, Left, explanationTop, Theme.Muted);
        WrappedText.Draw(ink, remark, Left, explanationTop + explanation.Count * WrappedText.SmallLine, remarkColor);
    }

    protected override float Place(float top)
    {
        float middle = top + Line / 2;
        float mainLeft = Right - editor.MainWidth;
        nameRight = mainLeft - 4;
        Put(editor.Main, mainLeft, middle - editor.MainHeight / 2, Right, middle + editor.MainHeight / 2);
        if (!editor.Value.IsStandard)
        {
            float left = mainLeft - ParameterEditor.ResetSize - 6;
            float half = ParameterEditor.ResetSize / 2;
            nameRight = left - 4;
            Put(editor.Reset, left, middle - half, left + ParameterEditor.ResetSize, middle + half);
        }

        explanationTop = top + Line;
        if (editor.Slider is not null)
        {
            float bottom = explanationTop + Slider.Height;
            Put(editor.Slider, Left - Slider.Overhang, explanationTop, Right + Slider.Overhang, bottom);
            explanationTop += SliderLine;
        }

        (string text, remarkColor) = Remark();
        remark = text.Length == 0 ? [] : WrappedText.Lines(text, Right - Left);
        float line = explanationTop + (explanation.Count + remark.Count) * WrappedText.SmallLine;
        if (editor.Value.IsPending)
        {
            line += 4;
            Put(apply, Right - 2 * ActionWidth - Theme.Gap, line, Right - ActionWidth - Theme.Gap, line + Theme.RowHeight);
            Put(cancel, Right - ActionWidth, line, Right, line + Theme.RowHeight);
            line += Theme.RowHeight;
        }

        return line + Bottom - top;
    }

    private (string Text, SKColor Color) Remark()
    {
        if (editor.Value.Error is string error)
        {
            return (error, Theme.Warning);
        }

        if (editor.Value.IsPending || Parameter.Effect == ParameterEffect.Reset)
        {
            return (Parameter.Consequence, Theme.Accent);
        }

        int[] own = [.. Parameter.Overridden(context.Controls.Wanted)];
        string differ = own.Length == 1 ? "differs" : "differ";
        return own.Length == 0
            ? ("", Theme.Muted)
            : ($"Species {string.Join(", ", own)} {differ}; a change here is for all.", Theme.Accent);
    }
}
