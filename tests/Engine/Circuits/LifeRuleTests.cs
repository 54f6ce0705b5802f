using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Reduction;
using Xunit;

namespace GpuEcosystem.Tests.Engine.Circuits;

/// <summary>Rules are read in every notation, and their networks answer as they do.</summary>
public sealed class LifeRuleTests
{
    // Conway's Game of Life as Golly writes it.
    private const string LifeMap = "MAPARYXfhZofugWaH7oaIDogBZofuhogOiAaIDogIAAgAAWaH7oaIDogGiA6ICAAIAAaIDogIAAgACAAIAAAAAAAA";

    public static TheoryData<string> Rules => ["B3/S23", "b36/s23", "B2/S", "B/S", "B0123478/S34678", "B1357/S1357", "B012345678/S012345678", LifeMap, Table(3)];

    [Fact]
    public void Notations_of_one_rule_agree()
    {
        string digits = new([.. Enumerable.Range(0, LifeRule.Neighbourhoods).Select(neighbourhood =>
        {
            int around = int.PopCount(neighbourhood & ~(1 << 4));
            return around == 3 || (around == 2 && (neighbourhood >> 4 & 1) != 0) ? '1' : '0';
        })]);
        foreach (string text in (string[])["B3/S23", " b3/s32", LifeMap, LifeMap + "==", digits])
        {
            LifeRule rule = LifeRule.Parse(text);
            Assert.True(rule.Counts);
            Assert.Equal(digits, new string([.. Enumerable.Range(0, LifeRule.Neighbourhoods).Select(i => rule.Lives(i) ? '1' : '0')]));
        }
    }

    /// <summary>Every rule comes back from its table, and Conway's is what Golly writes.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Rules_are_written_as_tables(string text)
    {
        LifeRule rule = LifeRule.Parse(text);
        LifeRule read = LifeRule.Parse($"{rule}");
        Assert.All(Enumerable.Range(0, LifeRule.Neighbourhoods), neighbourhood => Assert.Equal(rule.Lives(neighbourhood), read.Lives(neighbourhood)));
        Assert.Equal(LifeMap, $"{LifeRule.Life}");
    }

    /// <summary>A table whose order of cells matters: a cell becomes what is above on its left.</summary>
    [Fact]
    public void Golly_counts_from_above_on_the_left()
    {
        LifeRule rule = LifeRule.Parse("MAP" + Convert.ToBase64String([.. Enumerable.Range(0, 64).Select(i => i >= 32 ? byte.MaxValue : (byte)0)]));
        Assert.True(rule.Lives(1));
        Assert.False(rule.Lives(0b111111110));
        Assert.False(rule.Counts);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Networks_answer_as_the_rule(string text)
    {
        LifeRule rule = LifeRule.Parse(text);
        GateNetwork network = RuleNetwork.Of(rule);
        for (int word = 0; word < LifeRule.Neighbourhoods / 64; word++)
        {
            ulong answer = network.Answer(
                [.. network.Inputs.Select(input => TruthTables.OfInput(3 * (input.Dy + 1) + input.Dx + 1, word))])[0];
            Assert.All(Enumerable.Range(0, 64), bit => Assert.Equal(rule.Lives(64 * word + bit), (answer >> bit & 1) != 0));
        }
    }

    [Fact]
    public void Life_takes_28_operations() => Assert.Equal(28, RuleNetwork.Of(LifeRule.Life).Gates.Length);

    [Theory]
    [InlineData("")]
    [InlineData("B9/S23")]
    [InlineData("23/3")]
    [InlineData("B3S23")]
    [InlineData("MAPARYXfhZofug")]
    [InlineData("0101")]
    public void What_is_no_rule_is_refused(string text) =>
        Assert.StartsWith($"'{text}' is no rule; write B3/S23", Assert.Throws<UserException>(() => LifeRule.Parse(text)).Message);

    private static string Table(int seed)
    {
        Random random = new(seed);
        return new string([.. Enumerable.Range(0, LifeRule.Neighbourhoods).Select(_ => (char)('0' + random.Next(2)))]);
    }
}
