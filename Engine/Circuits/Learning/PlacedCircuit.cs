using System.Collections.Immutable;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Memory;
using GpuEcosystem.Kernels.Circuits;
using ILGPU;

namespace GpuEcosystem.Engine.Circuits.Learning;

/// <summary>A circuit's plan in a device's memory, and the launches that go through its layers and back.</summary>
internal sealed class PlacedCircuit
{
    private readonly Launcher launcher;
    private readonly DeviceBuffer<GateWires> wires;
    private readonly DeviceBuffer<LayerPlace> places;
    private readonly DeviceBuffer<int> starts;
    private readonly DeviceBuffer<int> readers;
    private readonly DeviceBuffer<int> uses;
    private ImmutableArray<LayerPlace> layers = [];

    /// <param name="memory">Holds it.</param>
    /// <param name="shape">What the circuit consists of.</param>
    public PlacedCircuit(DeviceArena memory, CircuitShape shape)
    {
        launcher = memory.Launcher;
        wires = memory.Allocate<GateWires>(shape.AllGates);
        places = memory.Allocate<LayerPlace>(shape.KernelLayers.Length + shape.UpdateLayers.Length);
        starts = memory.Allocate<int>(CircuitPlan.StartsOf(shape));
        readers = memory.Allocate<int>(2L * shape.AllGates);
        uses = memory.Allocate<int>(CircuitPlan.RowsOf(shape));
    }

    /// <summary>Takes a plan over; not before the first that is needed, since memory that is only counted cannot be written to.</summary>
    /// <param name="plan">Of a circuit of the shape.</param>
    public void Write(CircuitPlan plan)
    {
        List<int> allStarts = [];
        List<int> allReaders = [];
        foreach (ImmutableArray<int>[] inputs in plan.Layers.Select(layer => layer.Readers))
        {
            foreach (ImmutableArray<int> input in inputs)
            {
                allStarts.Add(allReaders.Count);
                allReaders.AddRange(input);
            }

            allStarts.Add(allReaders.Count);
        }

        layers = [.. plan.Layers.Select(layer => layer.Place)];
        wires.Write(launcher.Flush(), 0, [.. plan.Layers.SelectMany(layer => layer.Wires)]);
        places.Write(launcher.Flush(), 0, layers.AsSpan());
        starts.Write(launcher.Flush(), 0, [.. allStarts]);
        readers.Write(launcher.Flush(), 0, [.. allReaders]);
        uses.Write(launcher.Flush(), 0, [.. Enumerable.Repeat(1, plan.Rows)]);
    }

    /// <summary>Queues computing what all gates answer.</summary>
    /// <param name="forms">What the gates are.</param>
    /// <param name="values">All numbers, <c>[row][cell]</c>, of which the first are there.</param>
    /// <param name="pitch">Floats of a row.</param>
    public void Answer(DeviceBuffer<GateForm> forms, ArrayView<float> values, int pitch)
    {
        foreach ((int first, int count) in Portions(0))
        {
            launcher.Run<GateAnswers, GateAnswers.Arguments>(new GateAnswers.Arguments
            {
                Layers = LayersOf(forms, values, pitch, first, count),
                Rows = layers.Skip(first).Take(count).Sum(layer => layer.Gates * layer.Rows),
            });
        }
    }

    /// <summary>Queues working out what the gates are.</summary>
    /// <param name="logits">ℓ, <c>[gate][kind]</c>.</param>
    /// <param name="soft">Becomes what they are as mixtures, <c>[gate]</c>.</param>
    /// <param name="hard">Becomes what they are as their likeliest kinds, <c>[gate]</c>.</param>
    /// <param name="temperature">What logits are divided by.</param>
    public void Form(DeviceBuffer<float> logits, DeviceBuffer<GateForm> soft, DeviceBuffer<GateForm> hard, float temperature) =>
        launcher.Run<GateForms, GateForms.Arguments>(new GateForms.Arguments
        {
            Logits = logits.View,
            Soft = soft.View,
            Hard = hard.View,
            Temperature = temperature,
        });

    /// <summary>Queues finding out what the circuit's answers depend on, where gates are decided.</summary>
    /// <param name="forms">What the gates are.</param>
    public void FindUses(DeviceBuffer<GateForm> forms)
    {
        foreach ((int first, int count) in Portions(0).Reverse())
        {
            launcher.Run<GateUses, GateUses.Arguments>(new GateUses.Arguments
            {
                Layers = LayersOf(forms, default, 0, first, count),
                Uses = uses.View,
                Rows = InputRowsOf(first, count),
            });
        }
    }

    /// <summary>Queues computing what a circuit answers, where gates are decided, for 32 cells at once.</summary>
    /// <param name="forms">What the gates are, of which it is known what is used.</param>
    /// <param name="bits">What the circuit sees, as <see cref="StateWords"/> leaves it.</param>
    /// <param name="values">All bits of the circuit, <c>[tile][row][64]</c>.</param>
    /// <param name="shape">What it consists of.</param>
    /// <param name="lines">The cells.</param>
    public void AnswerBits(DeviceBuffer<GateForm> forms, ArrayView<int> bits, ArrayView<int> values, CircuitShape shape, WordLines lines) =>
        launcher.Run<GateWords, GateWords.Arguments>(new GateWords.Arguments
        {
            Bits = bits,
            Values = values,
            Wires = wires.View,
            Forms = forms.View,
            Uses = uses.View,
            Planes = shape.Inputs,
            Rows = CircuitPlan.RowsOf(shape),
            Own = CircuitPlan.OwnOf(shape),
            Lines = lines,
        });

    /// <summary>Queues the way back from the gradient of the last layer's answers to that of what layers read.</summary>
    /// <param name="forms">What is learned by.</param>
    /// <param name="values">All numbers, <c>[row][cell]</c>.</param>
    /// <param name="gradients">Their gradients, laid out alike.</param>
    /// <param name="pitch">Floats of a row.</param>
    /// <param name="end">The last layer to go back through.</param>
    public void GoBack(DeviceBuffer<GateForm> forms, ArrayView<float> values, ArrayView<float> gradients, int pitch, int end)
    {
        foreach ((int first, int count) in Portions(end).Reverse())
        {
            launcher.Run<GateInputsGradient, GateInputsGradient.Arguments>(new GateInputsGradient.Arguments
            {
                Layers = LayersOf(forms, values, pitch, first, count),
                Gradients = gradients,
                Rows = InputRowsOf(first, count),
            });
        }
    }

    /// <summary>Queues summing up what logits learn from.</summary>
    /// <param name="values">All numbers, <c>[row][cell]</c>.</param>
    /// <param name="gradients">Their gradients, laid out alike.</param>
    /// <param name="sums">The result, <c>[gate][4][16]</c>.</param>
    /// <param name="pitch">Floats of a row.</param>
    /// <param name="goesOn">Whether sums are added to those that are there.</param>
    public void Sum(ArrayView<float> values, ArrayView<float> gradients, DeviceBuffer<float> sums, int pitch, bool goesOn) =>
        launcher.Run<GateSums, GateSums.Arguments>(new GateSums.Arguments
        {
            Values = values,
            Gradients = gradients,
            Wires = wires.View,
            Sums = sums.View,
            Pitch = pitch,
            GoesOn = goesOn ? 1 : 0,
        });

    /// <summary>Queues the gradient of logits from what they learn from.</summary>
    /// <param name="logits">ℓ, <c>[gate][kind]</c>.</param>
    /// <param name="sums">From <see cref="Sum"/>.</param>
    /// <param name="gradients">Becomes ∂ℓ, <c>[gate][kind]</c>.</param>
    /// <param name="temperature">What logits are divided by.</param>
    public void Differentiate(DeviceBuffer<float> logits, DeviceBuffer<float> sums, ArrayView<float> gradients, float temperature) =>
        launcher.Run<GateLogitsGradient, GateLogitsGradient.Arguments>(new GateLogitsGradient.Arguments
        {
            Logits = logits.View,
            Sums = sums.View,
            Gradients = gradients,
            Temperature = temperature,
        });

    private int InputRowsOf(int first, int count) => layers.Skip(first).Take(count).Sum(layer => layer.InputCount * layer.Rows);

    // A worker of the CPU takes some cells through all layers, and no other needs to wait for it.
    private IEnumerable<(int First, int Count)> Portions(int from) => launcher.Device.RunsSimdBodies
        ? [(from, layers.Length - from)]
        : Enumerable.Range(from, layers.Length - from).Select(layer => (layer, 1));

    private CircuitLayers LayersOf(DeviceBuffer<GateForm> forms, ArrayView<float> values, int pitch, int first, int count) => new()
    {
        Values = values,
        Wires = wires.View,
        Forms = forms.View,
        Places = places.View,
        Starts = starts.View,
        Readers = readers.View,
        First = first,
        Count = count,
        Pitch = pitch,
    };
}
