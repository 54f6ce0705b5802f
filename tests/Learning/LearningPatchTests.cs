using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Kernels.Layout;
using Xunit;

namespace GpuEcosystem.Tests.Learning;

/// <summary>A world says where it has just learned.</summary>
public class LearningPatchTests
{
    /// <summary>The patch is the last step's, in steps that learn, until the grid is a new one.</summary>
    [Fact]
    public void The_last_patch_is_known()
    {
        EcosystemParameters recipe = LearningWorlds.Tiny with { LearnInterval = 2, TrainRegion = 20, Seed = 3 };
        Area grid = new(0, 0, recipe.GridWidth, recipe.GridHeight);
        using World world = new(Devices.Open("cpu"), recipe);
        Assert.Null(world.LearningPatch);
        HashSet<Area> patches = [];
        for (int step = 0; step < 6; step++)
        {
            world.Step();
            Area? expected = step % 2 == 0 ? TrainingPatch.At(grid, recipe.TrainRegion, recipe.Seed, step) : null;
            Assert.Equal(expected, world.LearningPatch);
            patches.Add(expected ?? grid);
        }

        Assert.True(patches.Count > 2);
        world.Step();
        Area? last = world.LearningPatch;
        world.Change(recipe with { TrainRegion = 80 });
        Assert.NotNull(last);
        Assert.Equal(last, world.LearningPatch);
        world.Change(recipe with { GridWidth = 20 });
        Assert.Null(world.LearningPatch);
        world.Step();
        world.Step();
        Assert.NotNull(world.LearningPatch);
        world.Reset();
        Assert.Null(world.LearningPatch);
    }
}
