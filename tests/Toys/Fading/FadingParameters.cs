using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Kernels.Network;

namespace GpuEcosystem.Toys.Fading;

/// <summary>The parameters of rules under which all life fades.</summary>
public sealed record FadingParameters : WorldParameters
{
    public FadingParameters()
    {
        LearnInterval = 0;
    }

    public static ParameterCatalogue Own { get; } = new(new FadingParameters(),
    [
        SharedParameters.Species, SharedParameters.GridWidth, SharedParameters.GridHeight, SharedParameters.SeedsPerSpecies,
        SharedParameters.Seed,
        new WorldParameter<FadingParameters, float>(
            nameof(Kept), ParameterEffect.Live, Domains.Numbers(0f, 1f), "Share of life that a step leaves.",
            p => p.Kept, (p, value) => p with { Kept = value }),
    ]);

    public override ParameterCatalogue Catalogue => Own;

    public float Kept { get; init; } = 0.5f;

    internal override int NetworkGroups => Layout.Groups;

    internal override long WeightCount => Layout.Length;

    internal NetworkLayout Layout => new(Species, InputChannels, Channels, Width: 8, Depth: 0, KernelSize: 3, Species);
}
