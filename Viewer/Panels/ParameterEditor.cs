using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Imaging.Drawing;
using GpuEcosystem.Viewer.Widgets;
using SkiaSharp;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>The widgets that change a parameter.</summary>
internal sealed class ParameterEditor
{
    /// <summary>Side of the button that resets.</summary>
    public const float ResetSize = 20;

    private static readonly IReadOnlyList<string> offAndOn = ["false", "true"];

    public ParameterEditor(ParameterValue value)
    {
        Value = value;
        ParameterDescription parameter = value.Parameter;
        Reset = new Button($"{value.Name}.reset", value.Reset) { Icon = Icons.Restart, IsQuiet = true };
        NumberScale? scale = ParameterScales.Of(parameter);
        if (scale is not null)
        {
            Slider = new Slider(
                $"{value.Name}.slider",
                scale,
                () => Number(value.Text),
                number => value.Set(NumberScale.Text(number)));
        }

        Main = parameter.Kind switch
        {
            ParameterKind.Switch => new Toggle(
                $"{value.Name}.switch",
                () => value.Text == offAndOn[1],
                isOn => value.Set(offAndOn[isOn ? 1 : 0])),
            _ when parameter.Choices.Count > 0 => new Stepper(
                $"{value.Name}.choice",
                () => parameter.Choices,
                () => value.Text,
                n => value.Set(parameter.Choices[n])) { Color = ValueColor },
            _ => new TextField($"{value.Name}.value", () => Readable(value.Text), value.Set) { Color = ValueColor },
        };
    }

    /// <summary>What they change.</summary>
    public ParameterValue Value { get; }

    /// <summary>Switch, choice or typed value.</summary>
    public Widget Main { get; }

    /// <summary>The slider of a number; null for what is none.</summary>
    public Slider? Slider { get; }

    /// <summary>Goes back to the usual value.</summary>
    public Button Reset { get; }

    /// <summary>How wide <see cref="Main"/> is.</summary>
    public float MainWidth => Main switch
    {
        Toggle => Toggle.Width,
        Stepper => 132,
        _ => Slider is null ? 168 : 76,
    };

    /// <summary>How high <see cref="Main"/> is.</summary>
    public float MainHeight => Main is Toggle ? Toggle.Height : 24;

    private SKColor ValueColor() => Value.IsPending ? Theme.Accent : Theme.Text;

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : 0;

    // 7E-05 as 0.00007, which people read and type more easily.
    private static string Readable(string text) =>
        text.Contains("E-", StringComparison.Ordinal) && Number(text) >= 1e-7 ? NumberScale.Text(Number(text)) : text;
}
