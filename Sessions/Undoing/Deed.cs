using System.Collections.Immutable;
using System.Diagnostics;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;

namespace GpuEcosystem.Sessions.Undoing;

/// <summary>Something that was done, and what takes it back or does it again.</summary>
/// <param name="Text">What was done, as a person would say it.</param>
internal abstract record Deed(string Text)
{
    /// <summary>Bytes that it keeps on the disk.</summary>
    public virtual long Bytes => 0;

    /// <summary>This deed and the one before it as one, where they are a single gesture; null where they are two.</summary>
    public virtual Deed? JoinTo(Deed before) => null;

    /// <summary>Gives up what it keeps: nobody comes back to it.</summary>
    public virtual void Forget()
    {
    }
}

/// <summary>Strokes and seeds that the world takes back as one edit, as long as it remembers that edit.</summary>
/// <param name="Text">What was done.</param>
/// <param name="Edit">What stands for the edit in its world.</param>
/// <param name="Actions">What does it again, on what is there by then.</param>
/// <param name="By">Who did it.</param>
internal sealed record EditDeed(string Text, object Edit, ImmutableArray<WorldAction> Actions, string? By) : Deed(Text)
{
    public override Deed? JoinTo(Deed before) =>
        before is EditDeed earlier && earlier.Edit == Edit ? earlier with { Actions = [.. earlier.Actions, .. Actions] } : null;
}

/// <summary>Parameters that were changed while the world went on as it was.</summary>
/// <param name="Text">What was done.</param>
/// <param name="Before">The values before it.</param>
/// <param name="After">The values after it, once for each that was changed.</param>
/// <param name="Asked">When it was asked for.</param>
/// <param name="By">Who did it.</param>
internal sealed record ChangeDeed(
    string Text, ImmutableArray<ParameterAssignment> Before, ImmutableArray<ParameterAssignment> After, long Asked, string? By) : Deed(Text)
{
    // Longer than between two changes of a slider that is being dragged.
    private static readonly TimeSpan gesturePause = TimeSpan.FromSeconds(1);

    /// <summary>What changes become once they are made.</summary>
    /// <param name="after">The changes, each value once.</param>
    /// <param name="parameters">The parameters before them.</param>
    /// <param name="text">What was done.</param>
    /// <param name="asked">When it was asked for.</param>
    /// <param name="by">Who does it.</param>
    public static ChangeDeed Of(
        ImmutableArray<ParameterAssignment> after, WorldParameters parameters, string text, long asked, string? by) =>
        new(text, [.. after.SelectMany(one => ValuesOf(one, parameters))], after, asked, by);

    public override Deed? JoinTo(Deed before) =>
        before is ChangeDeed earlier && earlier.By == By && Targets.SetEquals(earlier.Targets)
        && Stopwatch.GetElapsedTime(earlier.Asked, Asked) <= gesturePause
            ? this with { Before = earlier.Before }
            : null;

    private HashSet<(ParameterDescription, int?)> Targets => [.. After.Select(one => (one.Parameter, one.Species))];

    // A value for all takes the place of those that single species had.
    private static IEnumerable<ParameterAssignment> ValuesOf(ParameterAssignment changed, WorldParameters parameters)
    {
        ParameterDescription parameter = changed.Parameter;
        IEnumerable<int> overridden = changed.Species is null ? parameter.Overridden(parameters) : [];
        return overridden
            .Select(species => new ParameterAssignment(parameter, species, parameter.Read(parameters, species)))
            .Prepend(changed with { Value = parameter.Read(parameters, changed.Species) });
    }
}

/// <summary>A world that came in place of another one, or began again; the other one takes it back.</summary>
/// <param name="Text">What was done.</param>
/// <param name="Other">The world that is not there.</param>
internal sealed record WorldDeed(string Text, KeptWorld Other) : Deed(Text)
{
    public override long Bytes => Other.Bytes;

    public override void Forget() => Other.Forget();
}
