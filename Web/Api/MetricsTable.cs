using System.Globalization;
using System.Text;
using GpuEcosystem.Sessions.Timeline;

namespace GpuEcosystem.Web.Api;

/// <summary>What was observed over time, as text with commas.</summary>
internal static class MetricsTable
{
    /// <summary>The table. Where there were fewer species, the places of others are empty.</summary>
    public static string Of(IReadOnlyList<HistorySample> history)
    {
        int entities = history.Count > 0 ? history.Max(sample => sample.Shares.Length) : 1;
        StringBuilder text = new();
        string[] names = ["sun", .. Enumerable.Range(1, entities - 1).Select(n => string.Create(CultureInfo.InvariantCulture, $"species{n}"))];
        text.AppendJoin(',', names.Select(name => $"territoryShare.{name}").Prepend("step").Concat(["normalizedEntropy", "loss"])).Append('\n');
        foreach (HistorySample sample in history)
        {
            text.Append(CultureInfo.InvariantCulture, $"{sample.Step},");
            text.AppendJoin(',', Enumerable.Range(0, entities).Select(entity => entity < sample.Shares.Length ? Number(sample.Shares[entity]) : ""));
            text.Append(CultureInfo.InvariantCulture, $",{Number(sample.Entropy)},{(sample.Loss is float loss ? Number(loss) : "")}\n");
        }

        return text.ToString();
    }

    private static string Number(float number) => number.ToString(CultureInfo.InvariantCulture);
}
