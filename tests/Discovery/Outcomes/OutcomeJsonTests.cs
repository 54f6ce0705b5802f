using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Discovery.Outcomes;
using GpuEcosystem.Engine;
using Xunit;

namespace GpuEcosystem.Tests.Discovery.Outcomes;

/// <summary>Outcomes come back from their line of JSON as they were, and what is no outcome is refused with its file's name.</summary>
public sealed class OutcomeJsonTests
{
    private static readonly Outcome sample = SampleOutcome.Of(new RunKey(123, 1));

    public static TheoryData<string> Names => [.. OutcomeJson.Names];

    /// <summary>All numbers to the last bit, and the recipe letter by letter.</summary>
    [Fact]
    public void An_outcome_comes_back_as_it_was()
    {
        AssertSame(sample, Back(sample));
        Outcome died = sample with
        {
            Status = OutcomeStatus.Died,
            Reason = "all \"three\" died:\n\té, 🦠, \\ and \u2028",
            Genome = [],
            Values = SampleOutcome.Map<string>(),
            Parents = [],
            Descriptors = SampleOutcome.Map<double>(),
            Territory = [],
            StateHash = "",
            Recipe = "",
        };
        AssertSame(died, Back(died));
        AssertSame(sample with { Status = OutcomeStatus.Crashed }, Back(sample with { Status = OutcomeStatus.Crashed }));
    }

    /// <summary>A recipe of many lines becomes one, with the same numbers.</summary>
    [Fact]
    public void An_outcome_is_one_line()
    {
        string recipe = "{\n  \"version\": 1,\r\n  \"start\": { \"LearningRate\": 1e-4, \"Name\": \"a\\nb ü\" }\n}\n";
        string line = Text(sample with { Reason = "two\nlines", Recipe = recipe });
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain('\r', line);
        Assert.Equal("""{"version":1,"start":{"LearningRate":1e-4,"Name":"a\nb ü"}}""", Read(line).Recipe);
    }

    /// <summary>At whatever letter it was cut off.</summary>
    [Fact]
    public void A_truncated_outcome_is_refused()
    {
        byte[] line = OutcomeJson.Write(sample);
        for (int length = 0; length < line.Length - 1; length++)
        {
            string refusal = Refusal(line.AsMemory(0, length));
            Assert.StartsWith("a.json: not valid JSON", refusal);
            Assert.DoesNotContain('\n', refusal);
        }

        AssertSame(sample, OutcomeJson.Read(line.AsMemory(0, line.Length - 1), "a.json"));
    }

    /// <summary>Only what not every outcome has may be missing.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_missing_property_is_refused(string name)
    {
        JsonObject json = JsonNode.Parse(Text(sample with { Reason = "none" }))!.AsObject();
        Assert.True(json.Remove(name));
        if (name is "from" or "reason" or "recipe")
        {
            Read(json.ToJsonString());
        }
        else
        {
            Assert.Equal($"a.json: '{name}' is missing", Refusal(json.ToJsonString()));
        }
    }

    /// <summary>Nothing is taken for what it is not.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_property_of_the_wrong_type_is_refused(string name)
    {
        JsonObject json = JsonNode.Parse(Text(sample with { Reason = "none" }))!.AsObject();
        string right = json[name]!.ToJsonString();
        string[] values = ["null", "true", "\"x\"", "1.5", "1e999", "[]", "[[]]", "[\"x\"]", "{}", "{\"x\":[]}", "{\"x\":null}"];
        string[] refused = [.. values.Where(value => !Fits(name, value))];
        Assert.InRange(refused.Length, 8, values.Length);
        Assert.All(refused, value => Assert.StartsWith(
            $"a.json: {name} must be ",
            Refusal(json.ToJsonString().Replace($"\"{name}\":{right}", $"\"{name}\":{value}", StringComparison.Ordinal))));
    }

    /// <summary>The nearest name is told, and a name counts once.</summary>
    [Theory]
    [InlineData("{\"quality\":1,", "a.json: there is no property 'quality'")]
    [InlineData("{\"stepz\":1,", "a.json: there is no property 'stepz'; did you mean steps?")]
    [InlineData("{\"steps\":1,", "a.json: 'steps' is there twice")]
    public void A_property_too_many_is_refused(string start, string refusal) =>
        Assert.Equal(refusal, Refusal(start + Text(sample)[1..]));

    /// <summary>Two values of one name, whether they are equal or not.</summary>
    [Theory]
    [InlineData("0.123456")]
    [InlineData("1")]
    public void A_descriptor_that_is_there_twice_is_refused(string value) => Assert.Equal(
        "a.json: descriptors has 'borders' twice",
        Refusal(Text(sample).Replace("\"borders\":", $"\"borders\":{value},\"borders\":", StringComparison.Ordinal)));

    /// <summary>One file holds one outcome, as an object, in UTF-8.</summary>
    [Fact]
    public void What_is_no_outcome_is_refused()
    {
        Assert.Equal("a.json: an object is needed", Refusal("[]"));
        Assert.StartsWith("a.json: not valid JSON", Refusal(Text(sample) + Text(sample)));
        Assert.StartsWith("a.json: not valid JSON", Refusal("// why\n" + Text(sample)));
        Assert.EndsWith("not valid Unicode", Refusal(Damaged("first")));
        Assert.EndsWith("not valid Unicode", Refusal(Damaged("version")));
    }

    /// <summary>Properties may come in any order.</summary>
    [Fact]
    public void The_order_of_properties_does_not_matter()
    {
        JsonObject json = JsonNode.Parse(Text(sample))!.AsObject();
        JsonObject reversed = new(json.Reverse().Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone())));
        AssertSame(sample, Read(reversed.ToJsonString()));
    }

    /// <summary>An outcome that nobody could read is not written; who made it learns what was wrong.</summary>
    [Fact]
    public void What_cannot_be_read_again_is_not_written()
    {
        Refused("descriptors are finite numbers; sun is NaN", sample with { Descriptors = SampleOutcome.Map(("sun", double.NaN)) });
        Refused(
            "descriptors are finite numbers; sun is Infinity",
            sample with { Descriptors = SampleOutcome.Map(("sun", double.PositiveInfinity)) });
        Refused("seconds and territory are finite numbers", sample with { Seconds = double.NaN });
        Refused("seconds and territory are finite numbers", sample with { Territory = [0, double.NaN] });
        Refused("a gene is at least 0 and less than 1; 1 is not", sample with { Genome = [0.5f, 1] });
        Refused("a gene is at least 0 and less than 1; -0.5 is not", sample with { Genome = [-0.5f] });
        Refused("a gene is at least 0 and less than 1; NaN is not", sample with { Genome = [float.NaN] });
        const string counts = "trial, repeat, parents, from and steps count from 0 on, attempt from 1 on";
        Refused(counts, sample with { Run = new RunKey(-1, 0) });
        Refused(counts, sample with { Run = new RunKey(0, -1) });
        Refused(counts, sample with { Attempt = 0 });
        Refused(counts, sample with { Steps = -1 });
        Refused(counts, sample with { Parents = [-1] });
        Refused("recipe must be an object", sample with { Recipe = "[]" });
        Refused("the recipe is not JSON", sample with { Recipe = "{" });
    }

    /// <summary>Nor is it read.</summary>
    [Theory]
    [InlineData("\"steps\":1099511627776", "\"steps\":-1", "trial, repeat, parents, from and steps count from 0 on, attempt from 1 on")]
    [InlineData("\"genome\":[0,", "\"genome\":[1,", "a gene is at least 0 and less than 1; 1 is not")]
    public void What_cannot_be_written_is_not_read(string right, string wrong, string reason)
    {
        Assert.Contains(right, Text(sample));
        Assert.Equal($"a.json: {reason}", Refusal(Text(sample).Replace(right, wrong, StringComparison.Ordinal)));
    }

    // A value that the property may have.
    private static bool Fits(string name, string value) => (name, value) switch
    {
        ("worker" or "arithmetic" or "program" or "reason" or "stateHash", "\"x\"") => true,
        ("seconds", "1.5") => true,
        ("genome" or "parents" or "territory", "[]") => true,
        ("values" or "descriptors" or "recipe", "{}") => true,
        ("recipe", ['{', ..]) => true,
        _ => false,
    };

    private static void Refused(string reason, Outcome outcome)
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => OutcomeJson.Write(outcome));
        Assert.StartsWith($"run {outcome.Run}: {reason}", thrown.Message);
    }

    private static byte[] Damaged(string text)
    {
        byte[] line = OutcomeJson.Write(sample);
        line[line.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text))] = 0xFF;
        return line;
    }

    private static string Text(Outcome outcome) => Encoding.UTF8.GetString(OutcomeJson.Write(outcome));

    private static Outcome Read(string text) => OutcomeJson.Read(Encoding.UTF8.GetBytes(text), "a.json");

    private static Outcome Back(Outcome outcome) => OutcomeJson.Read(OutcomeJson.Write(outcome), "a.json");

    private static string Refusal(string text) => Refusal(Encoding.UTF8.GetBytes(text));

    private static string Refusal(ReadOnlyMemory<byte> text) =>
        Assert.Throws<UserException>(() => OutcomeJson.Read(text, "a.json")).Message;

    // Lists and maps are equal by what they hold.
    private static void AssertSame(Outcome expected, Outcome actual)
    {
        Assert.Equal(expected.Genome.Select(BitConverter.SingleToInt32Bits), actual.Genome.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(expected.Values, actual.Values);
        Assert.Equal(expected.Parents, actual.Parents);
        Assert.Equal(expected.Descriptors, actual.Descriptors);
        Assert.Equal(expected.Territory, actual.Territory);
        Assert.Equal(
            expected,
            actual with
            {
                Genome = expected.Genome,
                Values = expected.Values,
                Parents = expected.Parents,
                Descriptors = expected.Descriptors,
                Territory = expected.Territory,
            });
    }
}
