using System.Text;
using CsCheck;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.Ecosystem;
using GpuEcosystem.Kernels.World;
using Xunit;

namespace GpuEcosystem.Tests.Recipes;

/// <summary>Whatever a file holds, it is a recipe, or one line says why it is none.</summary>
public sealed class BrokenRecipeTests
{
    private const int Mutations = 24_000;

    private static readonly string[] Pieces =
    [
        "\"", "{", "}", "[", "]", ",", ":", "-", "0", "9", "e", ".", "null", "true", "1e999", "-0", "\\ud800", "\\u0000", "\ud800",
        "\"after\"", "\"set\"", "\"species\"", "\"Species\"", "\"paint\"", "\"reset\"", "99999999999999999999", "[[", "\n", "é",
    ];

    /// <summary>Letters and pieces changed, doubled, moved and left out, one to three times.</summary>
    [Fact]
    public void Mutations_are_read_or_refused()
    {
        Gen<string> once = Change(Sample().ToJson());
        int read = 0;
        Gen.OneOf(once, once.SelectMany(Change), once.SelectMany(Change).SelectMany(Change)).Sample(
            mutated =>
            {
                try
                {
                    Recipe.Read(mutated, "r");
                    read++;
                }
                catch (UserException exception)
                {
                    Assert.DoesNotContain('\n', exception.Message);
                    Assert.StartsWith("r: ", exception.Message);
                }
            },
            iter: Mutations,
            threads: 1);
        Assert.InRange(read, Mutations / 100, Mutations * 9 / 10);
    }

    /// <summary>The same with the bytes of a file, which need not be text at all, and may end early.</summary>
    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        using TemporaryFolder folder = new();
        byte[] whole = Encoding.UTF8.GetBytes(Sample().ToJson());
        Gen.OneOf(Damage.To(whole), Gen.Int[0, whole.Length - 1].Select(length => whole[..length])).Sample(
            mutated =>
            {
                File.WriteAllBytes(folder["r.json"], mutated);
                try
                {
                    Recipe.Load(folder["r.json"]);
                }
                catch (UserException exception)
                {
                    Assert.DoesNotContain('\n', exception.Message);
                }
            },
            iter: 500,
            threads: 1,
            print: Convert.ToBase64String);
    }

    private static Gen<string> Change(string text)
    {
        Gen<int> place = Gen.Int[0, text.Length - 1];
        Gen<string> piece = Gen.OneOf(Pieces);
        Gen<(int At, int Length)> part = Gen.Select(place, Gen.OneOf(1, 1, 2, 3, 5, 8, 13, 30), (at, length) => (at, Math.Min(length, text.Length - at)));
        return Gen.OneOf(
            part.Select(lost => text.Remove(lost.At, lost.Length)),
            Gen.Select(place, piece, text.Insert),
            Gen.Select(place, part, (to, doubled) => text.Insert(to, text.Substring(doubled.At, doubled.Length))),
            Gen.Select(part, piece, (lost, other) => text.Remove(lost.At, lost.Length).Insert(lost.At, other)),
            Gen.Select(place, Gen.Char[' ', '~'], (at, letter) => text.Remove(at, 1).Insert(at, letter.ToString())),
            Gen.Select(place, Gen.Char['0', '9'], (at, digit) => text.Remove(at, 1).Insert(at, digit.ToString())));
    }

    private static Recipe Sample() => new(
        RunConfiguration.Default.Read(
            """
            { "LearningRate": { "all": 0.5, "2": 0.25 }, "walls": [{ "from": [0, 0], "to": [1, 1], "radius": 0.1 }],
              "schedule": [{ "step": 3, "set": { "Dropout": 0.5, "Learns": { "2": false } } }] }
            """,
            "sample"),
        [
            new TimedAction(0, new ChangeParameters([EcosystemCatalogue.Instance.Parse("Learns[2]=false"), EcosystemCatalogue.Instance.Parse("Species=7")])),
            new TimedAction(4, new BeginEdit()),
            new TimedAction(4, new DrawStroke(Brush.Paint, 6, 1.5f, 2, 3, 4, 0.75f)),
            new TimedAction(5, new DrawStroke(Brush.Wall, 0, 1, 2, 3, 4, 1)),
            new TimedAction(6, new UndoEdit()),
            new TimedAction(7, new ScatterSeeds(3, 20, 10, 11, 5)),
            new TimedAction(8, new ResetWorld()),
        ],
        20);
}
