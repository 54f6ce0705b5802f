using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.Layout;

namespace GpuEcosystem.Engine.Worlds;

/// <summary>What files and conformance cases read and write in a world of the ecosystem's rules.</summary>
internal static class EcosystemProbe
{
    /// <summary>Replaces the win rate, <c>[y][x]</c>.</summary>
    public static void LoadWinRate(this World world, ReadOnlySpan<float> values) =>
        Body(world).WinRate.Buffer.Write(world.Launcher.Flush(), values);

    /// <summary>The win rate, <c>[y][x]</c>.</summary>
    public static float[] ReadWinRate(this World world) => Body(world).WinRate.Buffer.Read(world.Launcher.Flush(), 0, 1);

    /// <summary>Replaces the sun's base and offset, each <c>[channels]</c> or <c>[channels][y][x]</c>.</summary>
    public static void LoadSun(this World world, ReadOnlySpan<float> baseVector, ReadOnlySpan<float> offset) =>
        ((VectorSun)Body(world).Sun).Write(baseVector, offset);

    /// <summary>
    /// The sun's base and offset, each <c>[channels]</c> or <c>[channels][y][x]</c>; of a seasonal one what stands for them in the next step.
    /// </summary>
    public static float[][] ReadSun(this World world)
    {
        (float[] baseVector, float[] offset) = Body(world).Sun.Read();
        return [baseVector, offset];
    }

    /// <summary>Replaces what a seasonal sun has learned, in the order of its layout, and its phases.</summary>
    public static void LoadSeasons(this World world, ReadOnlySpan<float> weights, ReadOnlySpan<float> phases) =>
        ((SeasonalSun)Body(world).Sun).Write(weights, phases);

    /// <summary>What a seasonal sun has learned, in the order of its layout, and its phases.</summary>
    public static (float[] Weights, float[] Phases) ReadSeasons(this World world) => ((SeasonalSun)Body(world).Sun).ReadNetwork();

    /// <summary>What a sun that differs by cell proposed in the last step, <c>[C][y][x]</c>, of a world small enough for one band.</summary>
    public static float[] ReadSunProposals(this World world) =>
        Body(world).Buffers.Dynamics.SunProposals!.Read(world.Launcher.Flush(), 0, Body(world).Cells.Channels);

    /// <summary>What the species proposed in the last step, <c>[N][C][y][x]</c>, of a world small enough for one band.</summary>
    public static float[] ReadProposals(this World world)
    {
        EcosystemBody body = Body(world);
        return body.Buffers.Bands.Count == 1
            ? body.Buffers.Dynamics.Proposals.Read(world.Launcher.Flush(), 0, world.Parameters.Species * body.Cells.Channels)
            : throw new InvalidOperationException("the world is computed in several bands");
    }

    /// <summary>From here on learning passes look at this patch, with these uniform numbers, <c>[y][x]</c> of the patch.</summary>
    public static void GivePatch(this World world, Area patch, float[] uniforms)
    {
        world.Reshape(Body(world).Shape with { Patch = patch with { X = 0, Y = 0 } });
        world.Given.Patch = (patch, uniforms);
    }

    /// <summary>Computes loss and gradients for the present grid.</summary>
    public static void ComputeGradients(this World world)
    {
        EcosystemBody body = Body(world);
        body.Sun.BeginStep();
        body.ComputeGradients(world.Order(learns: true));
    }

    /// <summary>The last learning pass's loss.</summary>
    public static float ReadLoss(this World world) => world.Body.ReadLoss()!.Value;

    /// <summary>The last gradients of all weights, in the order of the network's layout.</summary>
    public static float[] ReadGradients(this World world) => Body(world).Learning!.Gradients.ReadAll(world.Launcher.Flush());

    /// <summary>The last gradient of what the sun learns: <c>[C]</c>, <c>[C][y][x]</c> of the patch, or in the order of its layout.</summary>
    public static float[] ReadSunGradient(this World world) => Body(world).Learning!.ReadSunGradient();

    private static EcosystemBody Body(World world) => (EcosystemBody)world.Body;
}
