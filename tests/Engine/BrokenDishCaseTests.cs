using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Conformance;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>The self-check finds a device that computes something else than a recorded case of the Petri Dish rules.</summary>
public sealed class BrokenDishCaseTests : IDisposable
{
    private static readonly string cases = Path.Combine(AppContext.BaseDirectory, "conformance", "petri-dish");

    private readonly string folder = Directory.CreateTempSubdirectory("broken-dish-case-").FullName;
    private JsonNode description = new JsonObject();
    private byte[] values = [];

    /// <summary>Removes the broken copy.</summary>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>There is a case of each kind, and an unchanged copy passes.</summary>
    [Theory]
    [InlineData("five-species-half-hidden", "gradient")]
    [InlineData("optimizers", "learning")]
    [InlineData("pool", "pool")]
    [InlineData("trajectory", "trajectory")]
    public void An_unchanged_case_passes(string name, string kind)
    {
        Take(name);
        Assert.Equal(kind, (string?)description["parameters"]!["kind"]);
        Assert.Equal("ok", Run().Message);
    }

    /// <summary>One weight that is 1 % off shows in what the networks propose, or in the first step where they are not compared.</summary>
    [Theory]
    [InlineData("weight.encoder")]
    [InlineData("weight.middle0")]
    [InlineData("weight.decoder")]
    public void A_changed_weight_fails(string tensor)
    {
        Take("deep-blind");
        Span<float> weights = Tensor(tensor);
        int largest = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            largest = Math.Abs(weights[i]) > Math.Abs(weights[largest]) ? i : largest;
        }

        weights[largest] *= 1.01f;
        AssertFails("grid1", "updates");
    }

    /// <summary>A rule that is 1 % off, and the other program's.</summary>
    [Theory]
    [InlineData("temperature", "0.505", "grid1")]
    [InlineData("rules", "\"petriDish\"", "grid1")]
    [InlineData("aliveThreshold", "0.2", "grid1")]
    [InlineData("unrollSteps", "3", "nextGrid")]
    public void A_changed_rule_fails(string parameter, string value, string found)
    {
        Take("duel-cold");
        description["parameters"]![parameter] = JsonNode.Parse(value);
        AssertFails(found);
    }

    /// <summary>A step that is not learned through changes no grid, only gradients.</summary>
    [Fact]
    public void A_step_too_few_on_the_tape_fails()
    {
        Take("duel-cold");
        description["parameters"]!["unrollSteps"] = (int)description["parameters"]!["unrollSteps"]! - 1;
        description["parameters"]!["beforeSteps"] = (int)description["parameters"]!["beforeSteps"]! + 1;
        AssertFails("gradient of");
        Assert.True(Run(forwardOnly: true).Passed);
    }

    /// <summary>Gradients, losses and what they are summed up from that are 1 % off, unless they are left out.</summary>
    [Theory]
    [InlineData("grad.encoder", "gradient of encoder")]
    [InlineData("grad.decoder", "gradient of decoder")]
    [InlineData("grad.sun", "gradient of sun")]
    [InlineData("loss", "loss")]
    [InlineData("population", "population")]
    [InlineData("gradientNorm", "gradientNorm")]
    public void A_changed_gradient_fails(string tensor, string found)
    {
        Take("five-species-half-hidden");
        Enlarge(tensor);
        AssertFails(found);
        Assert.True(Run(forwardOnly: true).Passed);
    }

    /// <summary>How weights move.</summary>
    [Theory]
    [InlineData("learningRate")]
    [InlineData("gradientClip")]
    [InlineData("sunInterval")]
    public void A_changed_update_fails(string parameter)
    {
        Take("optimizers");
        JsonNode parameters = description["parameters"]!;
        parameters[parameter] = parameter == "sunInterval" ? 1 : JsonNode.Parse("0.0101");
        AssertFails("SGD.", "RMSProp.", "Adam.", "AdamW.");
    }

    /// <summary>Which worlds are drawn, how epochs grow, and what has come of the pool.</summary>
    [Theory]
    [InlineData("burnInEpochs", "schedule")]
    [InlineData("draws", "losses")]
    [InlineData("nextGrid", "nextGrid")]
    [InlineData("after.encoder", "after.encoder")]
    [InlineData("after.sun", "after.sun")]
    public void A_changed_pool_fails(string changed, string found)
    {
        Take("pool");
        if (changed == "burnInEpochs")
        {
            description["parameters"]![changed] = 1;
        }
        else if (changed == "draws")
        {
            ref float slot = ref Tensor(changed)[0];
            slot = slot == 0 ? 1 : 0;
        }
        else
        {
            Enlarge(changed);
        }

        AssertFails(found);
    }

    /// <summary>A number that is not one never passes, on either side.</summary>
    [Theory]
    [InlineData("trajectory", "nextGrid", "nextGrid")]
    [InlineData("trajectory", "grid", "population")]
    [InlineData("one-step", "nextGrid", "nextGrid")]
    public void A_number_that_is_not_finite_fails(string name, string tensor, string found)
    {
        Take(name);
        Tensor(tensor)[^1] = float.NaN;
        AssertFails(found, "nextGrid");
    }

    /// <summary>What cannot be a case is refused in one line that says what is wrong, before there is a world.</summary>
    [Theory]
    [InlineData("rules", "\"checkers\"", "parameters.rules")]
    [InlineData("rules", "1", "parameters.rules")]
    [InlineData("kind", "\"dream\"", "parameters.kind")]
    [InlineData("species", "0", "Species must")]
    [InlineData("species", "4", "tensors.grid shape is")]
    [InlineData("kernelSize", "4", "KernelSize")]
    [InlineData("worlds", "5", "BatchWorlds is 5")]
    [InlineData("unrollSteps", "0", "UnrollSteps")]
    [InlineData("beforeSteps", "-1", "parameters.beforeSteps")]
    [InlineData("beforeSteps", "2147483647", "LearnInterval")]
    [InlineData("epochs", "0", "parameters.epochs")]
    [InlineData("optimizer", "\"Newton\"", "parameters.optimizer")]
    [InlineData("marks", "[7]", "parameters.marks")]
    [InlineData("temperature", "null", "parameters.temperature")]
    public void A_wrong_parameter_is_named(string parameter, string value, string found)
    {
        Take("pool");
        description["parameters"]![parameter] = JsonNode.Parse(value);
        AssertRefused(found);
    }

    /// <summary>The same of tensors.</summary>
    [Theory]
    [InlineData("sun", "{ \"shape\": [5], \"offset\": 0 }")]
    [InlineData("after.encoder", "{ \"shape\": [1], \"offset\": 0 }")]
    [InlineData("draws", "{ \"shape\": [6, 3], \"offset\": -1 }")]
    [InlineData("losses", "null")]
    public void A_wrong_tensor_is_named(string tensor, string value)
    {
        Take("pool");
        description["tensors"]![tensor] = JsonNode.Parse(value);
        AssertRefused("tensors." + tensor);
    }

    /// <summary>And of slots that a pool has not.</summary>
    [Theory]
    [InlineData(4f)]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    public void A_slot_that_is_none_is_named(float slot)
    {
        Take("pool");
        Tensor("draws")[2] = slot;
        AssertRefused("tensors.draws");
    }

    private void AssertFails(params string[] tensors)
    {
        CaseResult result = Run();
        Assert.False(result.Passed);
        Assert.Contains(tensors, tensor => result.Message.StartsWith(tensor, StringComparison.Ordinal));
    }

    private void AssertRefused(string found)
    {
        string message = Assert.Throws<InvalidDataException>(() => Run()).Message;
        Assert.Contains(folder, message);
        Assert.Contains(found, message);
        Assert.DoesNotContain('\n', message);
    }

    private void Take(string name)
    {
        description = JsonNode.Parse(File.ReadAllText(Path.Combine(cases, name, "case.json")))!;
        values = File.ReadAllBytes(Path.Combine(cases, name, "tensors.f32"));
    }

    private CaseResult Run(bool forwardOnly = false)
    {
        File.WriteAllText(Path.Combine(folder, "case.json"), description.ToJsonString());
        File.WriteAllBytes(Path.Combine(folder, "tensors.f32"), values);
        return ConformanceRunner.Run(Devices.Open("cpu"), folder, forwardOnly);
    }

    private void Enlarge(string tensor)
    {
        foreach (ref float value in Tensor(tensor))
        {
            value *= 1.01f;
        }
    }

    private Span<float> Tensor(string name)
    {
        JsonNode place = description["tensors"]![name]!;
        int length = place["shape"]!.AsArray().Aggregate(1, (product, size) => product * (int)size!);
        return MemoryMarshal.Cast<byte, float>(values.AsSpan()).Slice((int)place["offset"]!, length);
    }
}
