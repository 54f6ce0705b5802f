namespace GpuEcosystem.Tests.Reference.PetriDish;

/// <summary>How weights move, by the names in recorded cases.</summary>
public enum DishOptimizerKind
{
    /// <summary>Down the gradient.</summary>
    SGD,

    /// <summary>Divided by a running root mean square.</summary>
    RMSProp,

    /// <summary>With a running mean too.</summary>
    Adam,

    /// <summary>The same with weight decay.</summary>
    AdamW,
}

/// <summary>An optimiser with PyTorch's constants; its state starts at 0.</summary>
/// <param name="kind">How weights move.</param>
/// <param name="rate">η.</param>
public sealed class DishOptimizer(DishOptimizerKind kind, double rate)
{
    private readonly Dictionary<string, (double[] First, double[] Second)> states = [];
    private int updates;

    /// <summary>Moves tensors by their gradients, which have the same names.</summary>
    public void Update(IEnumerable<(string Name, double[] Values)> tensors, IEnumerable<(string Name, double[] Values)> gradients)
    {
        updates++;
        foreach (var ((name, values), (_, gradient)) in tensors.Zip(gradients))
        {
            states.TryAdd(name, (new double[values.Length], new double[values.Length]));
            var (first, second) = states[name];
            for (int i = 0; i < values.Length; i++)
            {
                Move(ref values[i], gradient[i], ref first[i], ref second[i]);
            }
        }
    }

    private void Move(ref double value, double gradient, ref double first, ref double second)
    {
        switch (kind)
        {
            case DishOptimizerKind.SGD:
                value -= rate * gradient;
                break;
            case DishOptimizerKind.RMSProp:
                second = 0.99 * second + 0.01 * gradient * gradient;
                value -= rate * gradient / (Math.Sqrt(second) + 1e-8);
                break;
            default:
                value *= kind == DishOptimizerKind.AdamW ? 1 - 0.01 * rate : 1;
                first = 0.9 * first + 0.1 * gradient;
                second = 0.999 * second + 0.001 * gradient * gradient;
                double mean = first / (1 - Math.Pow(0.9, updates));
                value -= rate * mean / (Math.Sqrt(second / (1 - Math.Pow(0.999, updates))) + 1e-8);
                break;
        }
    }
}
