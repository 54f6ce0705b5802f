namespace GpuEcosystem.Engine.Conformance;

/// <summary>What must hold between the parameters of a case of the Petri Dish rules and its tensors.</summary>
internal static class DishCaseRules
{
    /// <summary>The first parameter that cannot be right, with the reason; null where all can.</summary>
    public static (string Field, string Reason)? Problem(DishCaseParameters p)
    {
        if (p.Kind == DishCaseKind.Trajectory && p.Steps < 1)
        {
            return ("steps", $"is {p.Steps}, expected 1 or more");
        }

        if (p.Kind is DishCaseKind.Learning or DishCaseKind.Pool && p.Epochs < 1)
        {
            return ("epochs", $"is {p.Epochs}, expected 1 or more");
        }

        if (p.Kind == DishCaseKind.Learning && (p.Optimizers.Length == 0 || p.Marks.Length == 0))
        {
            return ("optimizers", "or marks are empty, expected what was recorded");
        }

        if (p.Marks.Any(mark => mark < 1 || mark > p.Epochs))
        {
            return ("marks", $"are [{string.Join(", ", p.Marks)}], expected some of {p.Epochs} epochs");
        }

        if (p.BeforeSteps < 0)
        {
            return ("beforeSteps", $"is {p.BeforeSteps}, expected 0 or more");
        }

        try
        {
            p.Translate().Validate();
            return null;
        }
        catch (UserException exception)
        {
            return ("", $"cannot make a world: {exception.Message}");
        }
    }

    /// <summary>The shape that the parameters ask of a tensor; null for a name they say nothing about.</summary>
    public static long[]? Shape(DishCaseParameters p, string tensor)
    {
        long species = p.Species, width = p.Width, kernel = p.KernelSize, rows = p.GridHeight, columns = p.GridWidth;
        long planes = p.Entities + p.Channels;

        // What was recorded after so many epochs, or of a gradient, has the same shapes under longer names.
        return tensor[(tensor.LastIndexOf('.') + 1)..].TrimEnd("0123456789".ToCharArray()) switch
        {
            _ when tensor is "grid" or "nextGrid" => [p.Grids, planes, rows, columns],
            "grid" => [p.Worlds, planes, rows, columns],
            "sun" => [p.Channels],
            "encoder" => [species * width, p.Inputs, kernel, kernel],
            "middle" => [species * width, width, kernel, kernel],
            "decoder" => [species, p.Channels, width],
            "updates" => [p.Worlds, species, p.Channels, rows, columns],
            "population" => p.Kind == DishCaseKind.Trajectory ? [p.Steps, p.Worlds, p.Entities] : [p.Worlds, p.Entities],
            "loss" => [p.Entities],
            "gradientNorm" => [1],
            "losses" => [p.Epochs, p.Entities],
            "gradientNorms" or "sunSteps" => [p.Epochs],
            "draws" or "kept" => [p.Epochs, p.Worlds],
            "schedule" => [p.Epochs, 2],
            _ => null,
        };
    }
}
