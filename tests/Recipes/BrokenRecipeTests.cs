using System.Text;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
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

    /// <summary>Letters and pieces changed, doubled, moved and left out.</summary>
    [Fact]
    public void Mutations_are_read_or_refused()
    {
        string whole = Sample().ToJson();
        Random random = new(11);
        int read = 0;
        for (int i = 0; i < Mutations; i++)
        {
            string mutated = whole;
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                mutated = Mutate(mutated, random);
            }

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
        }

        Assert.InRange(read, Mutations / 100, Mutations * 9 / 10);
    }

    /// <summary>The same with the bytes of a file, which need not be text at all.</summary>
    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        using TemporaryFolder folder = new();
        byte[] whole = Encoding.UTF8.GetBytes(Sample().ToJson());
        Random random = new(12);
        for (int i = 0; i < 500; i++)
        {
            byte[] mutated = [.. whole];
            mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(folder["r.json"], mutated[..(i % 3 == 0 ? random.Next(mutated.Length) : ^0)]);
            try
            {
                Recipe.Load(folder["r.json"]);
            }
            catch (UserException exception)
            {
                Assert.DoesNotContain('\n', exception.Message);
            }
        }
    }

    private static string Mutate(string text, Random random)
    {
        int at = random.Next(text.Length);
        int length = Math.Min(random.Next(1, random.Next(2, 30)), text.Length - at);
        string piece = Pieces[random.Next(Pieces.Length)];
        return random.Next(6) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, piece),
            2 => text.Insert(random.Next(text.Length), text.Substring(at, length)),
            3 => text.Remove(at, length).Insert(at, piece),
            4 => text.Remove(at, 1).Insert(at, ((char)random.Next(32, 127)).ToString()),
            _ => text.Remove(at, 1).Insert(at, random.Next(10).ToString()),
        };
    }

    private static Recipe Sample() => new(
        RunConfiguration.Default.Read(
            """
            { "LearningRate": { "all": 0.5, "2": 0.25 }, "walls": [{ "from": [0, 0], "to": [1, 1], "radius": 0.1 }],
              "schedule": [{ "step": 3, "set": { "Dropout": 0.5, "Learns": { "2": false } } }] }
            """,
            "sample"),
        [
            new TimedAction(0, new ChangeParameters([ParameterAssignment.Parse("Learns[2]=false"), ParameterAssignment.Parse("Species=7")])),
            new TimedAction(4, new BeginEdit()),
            new TimedAction(4, new DrawStroke(Brush.Paint, 6, 1.5f, 2, 3, 4, 0.75f)),
            new TimedAction(5, new DrawStroke(Brush.Wall, 0, 1, 2, 3, 4, 1)),
            new TimedAction(6, new UndoEdit()),
            new TimedAction(7, new ScatterSeeds(3, 20, 10, 11, 5)),
            new TimedAction(8, new ResetWorld()),
        ],
        20);
}
