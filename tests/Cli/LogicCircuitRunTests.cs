using System.Text.Json.Nodes;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Imaging.Pictures;
using GpuEcosystem.Imaging.Plots;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>Worlds that live by a circuit, as somebody runs them who has only the command line.</summary>
public sealed class LogicCircuitRunTests : IDisposable
{
    private static readonly string[] tiny =
    [
        "--set", "Rules=LogicCircuit", "--set", "Channels=2", "--set", "Kernels=4", "--set", "KernelOutputs=1",
        "--set", "UpdateLayers=12, 8, 4", "--set", "PassLogit=0.5", "--set", "Target=squares:8", "--set", "UnrollSteps=3",
        "--set", "LearningRate=0.3", "--set", "LearnInterval=2", "--set", "HardLossEvery=3", "--size", "24", "--device", "cpu",
    ];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Tables and reports have both losses, what has changed, and the smallest margin.</summary>
    [Fact]
    public void Tables_say_how_far_it_has_come()
    {
        Invocation result = Invocation.Of(["run", .. tiny, "--steps", "12", "--metrics", folder["m.csv"], "--metrics-every", "4", "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        MetricsTable table = MetricsReader.Read(folder["m.csv"], _ => true);
        Assert.Equal([0, 4, 8, 12], table["updates"]);
        Assert.Equal(0, table["changedGates"][0]);
        Assert.True(table["changedGates"][^1] > 0);
        Assert.True(table["hardLoss"][^1] > 0);
        Assert.True(table["loss"][^1] < table["loss"][1]);
        Assert.Equal(0.5, table["smallestMargin"][0], 0.001);
        Assert.Equal(12, (int)result.Json["circuit"]!["updates"]!);
        Assert.Equal("12, 8, 4", (string)result.Json["configuration"]!["UpdateLayers"]!);
    }

    /// <summary>A saved world goes on as if it had not been saved; on another grid, without learning, it begins anew with the circuit.</summary>
    [Fact]
    public void A_saved_world_goes_on()
    {
        Invocation whole = Invocation.Of(["run", .. tiny, "--steps", "9", "--json"]);
        Invocation.Of(["run", .. tiny, "--steps", "5", "--save", folder["w.eco"]]);
        Invocation rest = Invocation.Of("run", "--load", folder["w.eco"], "--steps", "4", "--device", "cpu", "--json");
        Assert.Equal((string)whole.Json["stateHash"]!, (string)rest.Json["stateHash"]!);

        Invocation larger = Invocation.Of(
            "run", "--load", folder["w.eco"], "--no-learning", "--size", "100", "--steps", "0", "--device", "cpu", "--json");
        Assert.InRange((float)larger.Json["populations"]![1]!, 4000, 6000);
        Assert.Equal(5, (int)larger.Json["circuit"]!["updates"]!);
    }

    /// <summary>The circuit can be taken out of a world, and is the same in a file of its own.</summary>
    [Fact]
    public void A_circuit_is_taken_out_of_a_world()
    {
        Invocation.Of(["run", .. tiny, "--steps", "12", "--save", folder["w.eco"]]);
        Invocation taken = Invocation.Of("circuit", folder["w.eco"], "--json", "--save", folder["c.circuit"]);
        Assert.True(taken.ExitCode == 0, taken.Error);
        JsonObject again = Invocation.Of("circuit", folder["c.circuit"], "--json").Json;
        Assert.Equal(taken.Json.ToJsonString(), again.ToJsonString());

        Invocation.Of("run", "--preset", "small", "--size", "16", "--steps", "0", "--device", "cpu", "--save", folder["other.eco"]);
        Invocation other = Invocation.Of("circuit", folder["other.eco"]);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("has no circuit", other.Error, StringComparison.Ordinal);
    }

    /// <summary>A picture becomes a target of its own size, with a channel for each colour it has.</summary>
    [Fact]
    public void A_picture_is_a_target()
    {
        uint[] grey = [.. Enumerable.Range(0, 20).Select(cell => cell % 3 == 0 ? 0xffffffffu : 0xff000000u)];
        uint[] coloured = [.. grey.Select((pixel, cell) => cell == 7 ? 0xff0000ffu : pixel)];
        Assert.Equal(("picture:10010/01001/00100/10010", 1), TargetOf(grey));
        Assert.Equal(("picture:70070/07107/00700/70070", 3), TargetOf(coloured));

        Invocation text = Invocation.Of(["run", .. tiny, "--steps", "0", "--target", folder.Write("t.png", "no picture")]);
        Assert.Equal(2, text.ExitCode);
        Assert.Contains("is no picture that can be read", text.Error, StringComparison.Ordinal);
        Write(new uint[65 * 4], 65);
        Assert.Contains("up to 64 x 64", Invocation.Of(["run", .. tiny, "--steps", "0", "--target", folder["t.png"]]).Error, StringComparison.Ordinal);

        (string Target, int Channels) TargetOf(uint[] pixels)
        {
            Write(pixels, 5);
            Invocation result = Invocation.Of(["run", .. tiny, "--set", "Channels=3", "--steps", "0", "--json", "--target", folder["t.png"]]);
            Assert.True(result.ExitCode == 0, result.Error);
            JsonNode configuration = result.Json["configuration"]!;
            return ((string)configuration["Target"]!, (int)configuration["LossChannels"]!);
        }

        void Write(uint[] pixels, int width)
        {
            using FileStream file = File.Create(folder["t.png"]);
            Picture.WritePng(file, pixels, width, pixels.Length / width);
        }
    }

    /// <summary>What another circuit does becomes a target that stands alone; one of several channels is refused in a line.</summary>
    [Fact]
    public void A_circuit_is_a_target()
    {
        Invocation life = Invocation.Of(["run", .. tiny, "--set", "Channels=1", "--set", "UpdateLayers=8, 4, 2", "--steps", "0", "--json", "--target", "life"]);
        Assert.True(life.ExitCode == 0, life.Error);
        Assert.Equal($"{LifeRule.Life}", (string)life.Json["configuration"]!["Target"]!);

        Assert.Equal(0, Invocation.Of(["run", .. tiny, "--steps", "0", "--save", folder["w.eco"]]).ExitCode);
        Assert.Equal(0, Invocation.Of("circuit", folder["w.eco"], "--save", folder["c.circuit"]).ExitCode);
        Invocation several = Invocation.Of(["run", .. tiny, "--steps", "0", "--target", folder["c.circuit"]]);
        Assert.Equal(2, several.ExitCode);
        Assert.Contains("cells of one bit can be learned from, and this one's have 2", several.Error, StringComparison.Ordinal);
    }

    /// <summary>Its steps have no networks to be profiled, which a line says.</summary>
    [Fact]
    public void There_is_nothing_to_profile()
    {
        Invocation result = Invocation.Of(["profile", .. tiny, "--repetitions", "9"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("asks no networks", result.Error, StringComparison.Ordinal);
    }

    /// <summary>Files of the browser platform cannot hold such a world, and say so in a line.</summary>
    [Fact]
    public void Browser_files_refuse_it()
    {
        Invocation result = Invocation.Of(["run", .. tiny, "--steps", "1", "--save", folder["w.petri"]]);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("LogicCircuit", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["w.petri"]));
    }
}
