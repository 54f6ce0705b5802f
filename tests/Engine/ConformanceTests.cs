using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Conformance;
using Xunit;

namespace GpuEcosystem.Tests.Engine;

/// <summary>Every device computes the recorded numbers.</summary>
public class ConformanceTests
{
    // One simulated thread after the other, these and those of the Petri Dish rules alone end within seconds.
    private static readonly string[] small =
        [
            "two-species", "small-full", "mean-field", "dot-product", "encoder-decoder-only", "spatial-sun", "seasonal-forward",
            "seasonal-gradient", "walls", "sun-penalty", "present", "present-mean-field",
        ];

    // Bits, so no number is off, and many steps of many gates.
    private static readonly string[] exact = ["logic-gates/hard-forward", "logic-gates/life", "logic-gates/checkerboard"];

    // Species among others; those with one circuit, or with mixtures, are enough for the slowest device.
    private static readonly string[] crowded = ["logic-gates/species-mixed", "logic-gates/species-run", "logic-gates/species-alive-visible"];

    /// <summary>Each case on each device that is meant to run it.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach (string folder in ConformanceRunner.Find(Folder))
            {
                string name = ConformanceRunner.NameOf(Folder, folder);
                foreach (string device in Devices.EveryBody.Where(id => id != "simulated" || IsSmall(name)))
                {
                    cases.Add(device, name);
                }
            }

            return cases;
        }
    }

    private static bool IsSmall(string name) =>
        small.Contains(name) || name.StartsWith("petri-dish/", StringComparison.Ordinal)
        || name is "logic-gates/hard-forward" || (name.StartsWith("logic-gates/", StringComparison.Ordinal) && !exact.Contains(name) && !crowded.Contains(name));

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "conformance");

    /// <summary>Forward tensors and gradients lie within the tolerances of the cases' README.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void CasePasses(string device, string name)
    {
        CaseResult result = ConformanceRunner.Run(Devices.Open(device), Path.Combine(Folder, name));
        Assert.True(result.Passed, result.Message);
        Assert.True(exact.Contains(name) || result.WorstForwardError > 0, "a device that agrees to the last bit has not computed anything");

        bool hasGradient = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name, "case.json")))!["tensors"]!.AsObject()
            .Any(tensor => tensor.Key.StartsWith("grad.", StringComparison.Ordinal));
        Assert.Equal(hasGradient, result.WorstGradientError is > 0);
    }
}
