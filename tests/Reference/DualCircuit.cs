using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Kernels.Circuits;

namespace GpuEcosystem.Tests.Reference;

/// <summary>
/// What a lesson of a circuit loses, and how that changes with one of its logits: from the sixteen truth tables alone, in double precision,
/// every number with its derivative beside it, so that nothing is carried backwards.
/// </summary>
internal sealed class DualCircuit(CircuitShape shape, CircuitWires wires, double[] logits)
{
    /// <summary>A number and its derivative.</summary>
    public readonly record struct Dual(double Value, double Slope);

    public required int Width { get; init; }

    public required int Height { get; init; }

    public bool Periodic { get; init; }

    public GateMode Mode { get; init; }

    public double Temperature { get; init; } = 1;

    /// <summary>Whether a cell goes on in a step, <c>[step][cell]</c>; null where all do.</summary>
    public bool[][]? Fires { get; init; }

    /// <summary>Σ (x − target)² after some steps, and its derivative with respect to a logit.</summary>
    /// <param name="start">Bits of one world, <c>[channel][cell]</c>.</param>
    /// <param name="target"><c>[target channel][cell]</c>.</param>
    /// <param name="steps">k.</param>
    /// <param name="logit">Which of them.</param>
    public Dual Loss(double[][] start, double[][] target, int steps, int logit)
    {
        (double[] Value, double[] Slope)[] tables = [.. Enumerable.Range(0, shape.AllGates).Select(gate => TableOf(gate, logit))];
        Dual[][] grid = [.. start.Select(plane => plane.Select(bit => new Dual(bit, 0)).ToArray())];
        for (int step = 0; step < steps; step++)
        {
            Dual[][] next = [.. grid.Select(plane => plane.ToArray())];
            for (int cell = 0; cell < Width * Height; cell++)
            {
                if (Fires is null || Fires[step][cell])
                {
                    Dual[] answers = Answer(grid, cell, tables);
                    for (int channel = 0; channel < answers.Length; channel++)
                    {
                        next[channel][cell] = answers[channel];
                    }
                }
            }

            grid = next;
        }

        double loss = 0;
        double slope = 0;
        for (int channel = 0; channel < target.Length; channel++)
        {
            for (int cell = 0; cell < Width * Height; cell++)
            {
                double error = grid[channel][cell].Value - target[channel][cell];
                loss += error * error;
                slope += 2 * error * grid[channel][cell].Slope;
            }
        }

        return new Dual(loss, slope);
    }

    /// <summary>What the circuit answers in each cell, and how that changes with a logit, <c>[answer][cell]</c>.</summary>
    /// <param name="bits">Of one world, <c>[plane][cell]</c>.</param>
    /// <param name="logit">Which of them.</param>
    public Dual[][] Answers(double[][] bits, int logit)
    {
        (double[] Value, double[] Slope)[] tables = [.. Enumerable.Range(0, shape.AllGates).Select(gate => TableOf(gate, logit))];
        Dual[][] grid = [.. bits.Select(plane => plane.Select(bit => new Dual(bit, 0)).ToArray())];
        Dual[][] cells = [.. Enumerable.Range(0, Width * Height).Select(cell => Answer(grid, cell, tables))];
        return [.. Enumerable.Range(0, shape.Outputs).Select(answer => cells.Select(cell => cell[answer]).ToArray())];
    }

    private Dual[] Answer(Dual[][] grid, int cell, (double[] Value, double[] Slope)[] tables)
    {
        Dual[] features = new Dual[shape.Features];
        for (int channel = 0; channel < shape.Inputs; channel++)
        {
            features[channel] = grid[channel][cell];
            Dual[] patch = [.. Enumerable.Range(0, 9).Select(f => NeighbourOf(grid[channel], cell, f / 3 - 1, f % 3 - 1))];
            for (int kernel = 0; kernel < shape.Kernels; kernel++)
            {
                Dual[] answers = patch;
                int first = 0;
                foreach (LayerWires layer in wires.Perceive)
                {
                    answers = Layer(layer, answers, tables, first + kernel * layer.Gates);
                    first += shape.Kernels * layer.Gates;
                }

                for (int s = 0; s < answers.Length; s++)
                {
                    features[shape.Inputs + (channel * shape.KernelOutputs + s) * shape.Kernels + kernel] = answers[s];
                }
            }
        }

        int gate = shape.KernelGates;
        foreach (LayerWires layer in wires.Update)
        {
            features = Layer(layer, features, tables, gate);
            gate += layer.Gates;
        }

        return features;
    }

    private Dual NeighbourOf(Dual[] plane, int cell, int dy, int dx)
    {
        int y = cell / Width + dy;
        int x = cell % Width + dx;
        if (Periodic)
        {
            (y, x) = ((y + Height) % Height, (x + Width) % Width);
        }

        return y >= 0 && y < Height && x >= 0 && x < Width ? plane[y * Width + x] : default;
    }

    // The probability of each row of the truth table, times what the gate answers there.
    private Dual[] Layer(LayerWires layer, Dual[] inputs, (double[] Value, double[] Slope)[] tables, int firstGate)
    {
        Dual[] answers = new Dual[layer.Gates];
        for (int gate = 0; gate < layer.Gates; gate++)
        {
            Dual a = inputs[layer.First[gate]];
            Dual b = inputs[layer.Second[gate]];
            (double[] soft, double[] change) = tables[firstGate + gate];
            double value = 0;
            double slope = 0;
            for (int row = 0; row < 4; row++)
            {
                double ofA = row / 2 == 1 ? a.Value : 1 - a.Value;
                double ofB = row % 2 == 1 ? b.Value : 1 - b.Value;
                double turnA = row / 2 == 1 ? a.Slope : -a.Slope;
                double turnB = row % 2 == 1 ? b.Slope : -b.Slope;
                value += ofA * ofB * (Mode == GateMode.Soft ? soft[row] : Gates.Answer(Likeliest(firstGate + gate), row / 2, row % 2));
                slope += (turnA * ofB + ofA * turnB) * soft[row] + ofA * ofB * change[row];
            }

            answers[gate] = new Dual(value, slope);
        }

        return answers;
    }

    private int Likeliest(int gate) => Enumerable.Range(0, Gates.Count).MaxBy(kind => logits[gate * Gates.Count + kind]);

    // What the mixture answers to 00, 01, 10 and 11, and how that changes with the logit.
    private (double[] Value, double[] Slope) TableOf(int gate, int logit)
    {
        double[] weights = [.. Enumerable.Range(0, Gates.Count).Select(kind => Math.Exp(logits[gate * Gates.Count + kind] / Temperature))];
        double total = weights.Sum();
        double[] shares = [.. weights.Select(weight => weight / total)];
        int own = logit - gate * Gates.Count;
        bool counts = own >= 0 && own < Gates.Count;
        double[] changes = [.. shares.Select((share, kind) => counts ? share * ((kind == own ? 1 : 0) - shares[own]) / Temperature : 0)];
        return (RowsOf(shares), RowsOf(changes));

        static double[] RowsOf(double[] ofKinds) =>
            [.. Enumerable.Range(0, 4).Select(row => ofKinds.Select((share, kind) => share * Gates.Answer(kind, row / 2, row % 2)).Sum())];
    }
}
