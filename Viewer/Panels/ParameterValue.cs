using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Sessions.Commands;

namespace GpuEcosystem.Viewer.Panels;

/// <summary>
/// A parameter as a person changes it, for one species or for all: what it is, what it would become, and what was wrong with
/// the last try.
/// </summary>
internal sealed class ParameterValue(ParameterDescription parameter, int? species, IWorldControls controls)
{
    private string? pending;

    /// <summary>The parameter.</summary>
    public ParameterDescription Parameter => parameter;

    /// <summary>The name, as assignments write it.</summary>
    public string Name => species is int number ? $"{parameter.Name}[{number}]" : parameter.Name;

    /// <summary>What it will be once everything asked for is done, or what waits for <see cref="Apply"/>.</summary>
    public string Text => pending ?? parameter.Read(controls.Wanted, species);

    /// <summary>Whether a value waits for <see cref="Apply"/>.</summary>
    public bool IsPending => pending is not null;

    /// <summary>What was wrong with the last value, or null.</summary>
    public string? Error { get; private set; }

    /// <summary>What resetting leads to: what holds for all species, or what the specification gives.</summary>
    public string Standard => species is null ? parameter.Read(controls.Wanted.Catalogue.Standard) : parameter.Read(controls.Wanted);

    /// <summary>Whether it is what resetting leads to.</summary>
    public bool IsStandard => Text == Standard;

    /// <summary>Asks for a value, or, where that costs networks or cells, keeps it until <see cref="Apply"/>.</summary>
    public void Set(string text)
    {
        ParameterAssignment assignment = Assignment(text.Trim());
        pending = null;
        Error = null;
        try
        {
            WorldParameters next = assignment.Apply(controls.Wanted);
            next.Validate();
            if (next == controls.Wanted)
            {
                return;
            }
        }
        catch (UserException exception)
        {
            Error = exception.Message;
            return;
        }

        if (parameter.IsStructural)
        {
            pending = assignment.Value;
        }
        else
        {
            controls.Send(new Act(new ChangeParameters([assignment])));
        }
    }

    /// <summary>Asks for the value that waits.</summary>
    public void Apply()
    {
        if (pending is not null)
        {
            controls.Send(new Act(new ChangeParameters([Assignment(pending)])));
            pending = null;
        }
    }

    /// <summary>Forgets the value that waits.</summary>
    public void Cancel() => pending = null;

    /// <summary>Goes back to the usual value.</summary>
    public void Reset() => Set(Standard);

    // One network that all share has one value of everything.
    private ParameterAssignment Assignment(string text) =>
        new(parameter, controls.Wanted.Coupling == Coupling.Shared ? null : species, text);
}
