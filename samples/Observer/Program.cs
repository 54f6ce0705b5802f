// A number of one's own at every step: how long the borders between species are, beside what the library observes.
using System.Globalization;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Presets;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Worlds;

const int Steps = 60;

RunConfiguration preset = PresetCatalogue.Load("small");
using ComputeDevice device = DeviceCatalogue.Open();
using ConfiguredWorld world = new(device, preset);
using StreamWriter table = new("borders.csv");
table.WriteLine("step,borders,entropy");
while (world.StepsTaken < Steps)
{
    if (world.StepsTaken == Steps / 2)
    {
        world.Set("SunPenalty=2");
    }

    world.Step();
    Metrics seen = world.World.Observe();
    table.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seen.Step},{Borders(world.World)},{seen.NormalizedEntropy}"));
}

File.WriteAllText("recipe.json", world.Recipe.ToJson());

// Pairs of neighbours that different species hold. The grid is [entities + channels][y][x], and entity 0 is the sun.
static int Borders(World world)
{
    (int width, int height, int species) = (world.Parameters.GridWidth, world.Parameters.GridHeight, world.Parameters.Species);
    float[] grid = world.ReadGrid();
    int Holder(int x, int y) => Enumerable.Range(0, species + 1).MaxBy(entity => grid[(entity * height + y) * width + x]);
    bool IsBorder(int one, int other) => one != other && one > 0 && other > 0;

    int borders = 0;
    for (int y = 0; y < height; y++)
    {
        for (int x = 0; x < width; x++)
        {
            borders += x + 1 < width && IsBorder(Holder(x, y), Holder(x + 1, y)) ? 1 : 0;
            borders += y + 1 < height && IsBorder(Holder(x, y), Holder(x, y + 1)) ? 1 : 0;
        }
    }

    return borders;
}
