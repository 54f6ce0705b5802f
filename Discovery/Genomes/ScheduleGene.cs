using System.Collections.Immutable;
using System.Text;
using System.Globalization;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Discovery.Genomes;

/// <summary>
/// A parameter that changes while its world runs: it has some values one after another, and the steps at which it goes over to the next
/// are genes as well. Its numbers are the values', then the switches', which count in ascending order.
/// </summary>
/// <param name="Parameter">The parameter, a live one.</param>
/// <param name="Species">Whose value it is; null for all.</param>
/// <param name="Prior">The values.</param>
/// <param name="Pieces">How many values, at least 2.</param>
/// <param name="Until">The step before which all switches lie.</param>
public sealed record ScheduleGene(ParameterDescription Parameter, int? Species, Prior Prior, int Pieces, long Until)
    : Gene(Parameter, Species)
{
    /// <inheritdoc/>
    public override ImmutableArray<GeneCoordinate> Coordinates =>
    [
        .. Enumerable.Range(1, Pieces).Select(piece => new GeneCoordinate($"{Name}.{piece}", Prior.Kind, Prior.LevelPlaces)),
        .. Enumerable.Range(1, Pieces - 1).Select(number => new GeneCoordinate($"{Name}.switch{number}", GeneKind.Number, [])),
    ];

    /// <inheritdoc/>
    public override string Describe(ReadOnlySpan<float> numbers)
    {
        StringBuilder text = new(Prior.At(numbers[0]));
        foreach ((long step, string value) in Switches(numbers))
        {
            text.Append(CultureInfo.InvariantCulture, $", {value} from {step} on");
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    internal override RunConfiguration Express(ReadOnlySpan<float> numbers, RunConfiguration world) => world with
    {
        Parameters = Assign(Prior.At(numbers[0])).Apply(world.Parameters),

        // What stands in the world's own schedule comes first where both are for one step.
        Schedule = [.. world.Schedule.Concat(Switches(numbers).Select(one => new ScheduledChange(one.Step, [Assign(one.Value)]))).OrderBy(one => one.Step)],
    };

    private List<(long Step, string Value)> Switches(ReadOnlySpan<float> numbers)
    {
        float[] places = numbers[Pieces..].ToArray();
        Array.Sort(places);
        List<(long Step, string Value)> switches = [];
        for (int i = 0; i < places.Length; i++)
        {
            switches.Add(((long)(Until * (double)places[i]), Prior.At(numbers[i + 1])));
        }

        return switches;
    }
}
