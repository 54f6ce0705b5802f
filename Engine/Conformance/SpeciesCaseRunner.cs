using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Networks;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Learning;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>Computes a case of species of unequal networks on a device.</summary>
internal sealed class SpeciesCaseRunner
{
    /// <summary>The rules that such a case names.</summary>
    public const string Rules = "ecosystem";

    private const double Proposals = 2e-5;
    private const double SomeSteps = 1e-4;
    private const double Loss = 2e-5;

    // Relative to the largest number of a tensor.
    private const double Gradient = 2e-4;

    private readonly CaseFiles<SpeciesCaseParameters> reference;
    private readonly SpeciesCaseParameters p;
    private readonly World world;
    private readonly NetworkPlan plan;
    private readonly Comparison comparison = new();
    private double? worstGradient;

    private SpeciesCaseRunner(World world, CaseFiles<SpeciesCaseParameters> reference)
    {
        this.world = world;
        this.reference = reference;
        p = reference.Parameters;
        plan = ((EcosystemParameters)world.Parameters).Networks;
        world.LoadGrid(Tensor("grid"));
        world.LoadSun(Tensor("sunBase"), Tensor("sunParams"));
        foreach ((WeightSlice slice, string name) in Layers())
        {
            world.LoadWeights(slice.First, Tensor($"weight.{slice.Group + 1}.{name}"));
        }

        world.LoadWires([.. Layers().Where(layer => IsWired(layer.Slice)).SelectMany(layer =>
            Tensor($"weight.{layer.Slice.Group + 1}.wires.{layer.Name}"))]);
    }

    /// <summary>Computes one case.</summary>
    /// <param name="device">The device.</param>
    /// <param name="folder">The case.</param>
    /// <param name="forwardOnly">Leave gradients out.</param>
    /// <exception cref="InvalidDataException">The case folder is damaged.</exception>
    public static CaseResult Run(ComputeDevice device, string folder, bool forwardOnly)
    {
        CaseFiles<SpeciesCaseParameters> reference =
            CaseReader.Load<SpeciesCaseParameters>(folder, parameters => parameters.Problem(), (_, _) => null);
        using World world = new(device, reference.Parameters.Rules()) { Respawns = false };
        SpeciesCaseRunner runner = new(world, reference);
        runner.CompareProposals();
        if (reference.Parameters.Gradient && !forwardOnly)
        {
            runner.CompareGradients();
        }

        runner.CompareSteps();
        Comparison comparison = runner.comparison;
        return new CaseResult(reference.Name, comparison.Passed, comparison.Worst, runner.worstGradient, comparison.Message);
    }

    private void CompareProposals()
    {
        world.ProposeEverywhere();
        comparison.Add("updates", world.ReadProposals(), Tensor("updates"), Proposals);
    }

    private void CompareGradients()
    {
        ConformancePatch patch = p.Patch!;
        world.GivePatch(new Area(patch.X, patch.Y, patch.Width, patch.Height), Tensor("patchUniform"));
        world.ComputeGradients();

        // Where each entity has a loss of its own, a world tells the species' mean.
        float[] losses = Tensor("loss");
        float loss = p.Objective == ObjectiveKind.SoftMin ? losses[0] : losses.Skip(1).Average();
        comparison.Add("loss", [world.ReadLoss()], [loss], Loss);
        float[] gradients = world.ReadGradients();
        double worst = comparison.AddRelative("gradient of sunParams", world.ReadSunGradient(), Tensor("grad.sunParams"), Gradient);
        foreach ((WeightSlice slice, string name) in Layers())
        {
            string tensor = $"grad.{slice.Group + 1}.{name}";
            worst = Math.Max(worst, comparison.AddRelative(
                tensor, gradients.AsSpan((int)slice.First, slice.Count), Tensor(tensor), Gradient));
        }

        worstGradient = worst;
    }

    private void CompareSteps()
    {
        int cells = p.GridWidth * p.GridHeight;
        for (int step = 0; step < p.Steps; step++)
        {
            world.Given.Uniforms = Tensor("uniform").AsSpan(step * cells, cells).ToArray();
            world.Step(learns: false);
        }

        comparison.Add("nextGrid", world.ReadGrid(), Tensor("nextGrid"), SomeSteps);
    }

    private float[] Tensor(string name) => reference.Tensor(name).Values;

    private bool IsWired(WeightSlice slice) => p.Networks[slice.Group].Kind == NetworkKind.Logic;

    // All layers of all species with what cases call them.
    private IEnumerable<(WeightSlice Slice, string Name)> Layers() =>
        from species in Enumerable.Range(0, p.Species)
        let slices = plan.Slices.Where(slice => slice.Group == species).ToArray()
        let network = p.Networks[species]
        let update = slices.Length - (network.KernelOutputs == 1 ? 4 : 3)
        from layer in slices.Zip(network.LayerNames(update))
        select layer;
}
