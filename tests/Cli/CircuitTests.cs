using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using GpuEcosystem.Engine.Circuits;
using GpuEcosystem.Engine.Circuits.Files;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Engine.Conformance;
using GpuEcosystem.Tests.Reference;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>What <c>circuit</c> counts and writes; what it writes is run, and answers as the whole circuit does.</summary>
public sealed unsafe class CircuitTests : IDisposable
{
    private const int WordBits = 64;
    private const int MostInputs = 20;
    private const int RandomCases = 100_000;

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Circuits => ["life", "checkerboard", "random"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_counts()
    {
        Write("life");
        Invocation counted = Run("--json");
        Assert.Equal(
            (2543, 344, 229, 158, 99, 80, 9),
            ((int)counted.Json["gates"]!, (int)counted.Json["notPasses"]!, (int)counted.Json["deciding"]!, (int)counted.Json["operationsAfterStructure"]!,
                (int)counted.Json["operationsAfterFunction"]!, (int)counted.Json["operationsAfterSubstitution"]!, (int)counted.Json["cellsRead"]!));
        Assert.Equal(2543, counted.Json["kinds"]!.AsObject().Sum(kind => (int)kind.Value!));
        Assert.True((bool)counted.Json["periodic"]!);
        Assert.Contains("\noperations, none with the same answers as another\t99\noperations, where others can take the place of several\t80\n", Run().Output);
    }

    [Fact]
    public void What_is_no_circuit_or_cannot_be_written_is_refused()
    {
        Invocation result = Invocation.Of("circuit", folder.Write("bad.circuit", "{}"));
        Assert.Equal((2, $"gpueco: '{folder["bad.circuit"]}': a circuit needs 'format'\n"), (result.ExitCode, result.Error));

        Write("random");
        Invocation table = Invocation.Of("circuit", folder["a.circuit"], "--c", folder["a.c"], "--table", folder["a.csv"]);
        Assert.Equal(2, table.ExitCode);
        Assert.Matches("^gpueco: a table of \\d+ inputs would have 2\\^\\d+ lines; up to 2\\^20 can be written\n$", table.Error);
        Assert.Equal(
            $"gpueco: cannot write '{folder["a.png"]}': drawings are .svg\n",
            Invocation.Of("circuit", folder["a.circuit"], "--c", folder["a.c"], "--svg", folder["a.png"]).Error);
        Assert.False(File.Exists(folder["a.c"]));
    }

    [Theory]
    [InlineData("life")]
    [InlineData("checkerboard")]
    public void The_table_is_right(string name)
    {
        Circuit circuit = Write(name);
        Run("--table", folder["a.csv"]);
        string[] lines = File.ReadAllLines(folder["a.csv"]);
        (GateNetwork whole, GateNetwork reduced) = (GateNetwork.Of(circuit), Reduced(circuit));
        Assert.Equal(1 + (1 << reduced.Inputs.Length), lines.Length);
        Assert.Equal(reduced.Inputs.Length + circuit.Shape.Outputs, lines[0].Split(',').Length);
        ulong[][] cases = [.. Cases(reduced)];
        for (int line = 0; line < lines.Length - 1; line++)
        {
            ulong[] word = cases[line / WordBits];
            ulong[] expected = [.. word, .. AnswerOf(whole, reduced, word)];
            Assert.Equal(string.Join(',', expected.Select(bits => bits >> (line % WordBits) & 1)), lines[line + 1]);
        }
    }

    [Theory]
    [MemberData(nameof(Circuits))]
    public void The_C_is_right(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the compiler is looked for on Linux");
        Circuit circuit = Write(name);
        Run("--c", folder["a.c"]);
        Start("gcc", "-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-shared", "-fPIC", "-O1", "-o", folder["a.so"], folder["a.c"]);
        nint library = NativeLibrary.Load(folder["a.so"]);
        try
        {
            var function = (delegate* unmanaged<ulong*, ulong*, void>)NativeLibrary.GetExport(library, "circuit");
            (GateNetwork whole, GateNetwork reduced) = (GateNetwork.Of(circuit), Reduced(circuit));
            foreach (ulong[] word in Cases(reduced))
            {
                ulong[] answer = new ulong[circuit.Shape.Outputs];
                fixed (ulong* from = word, to = answer)
                {
                    function(from, to);
                }

                Assert.Equal(AnswerOf(whole, reduced, word), answer);
            }
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }

    [Theory]
    [MemberData(nameof(Circuits))]
    public void The_Verilog_is_right(string name)
    {
        Circuit circuit = Write(name);
        Run("--verilog", folder["a.v"]);
        (GateNetwork whole, GateNetwork reduced) = (GateNetwork.Of(circuit), Reduced(circuit));
        ulong[][] cases = [.. Cases(reduced)];
        int count = reduced.Inputs.Length <= MostInputs ? 1 << reduced.Inputs.Length : cases.Length * WordBits;
        folder.Write("cases.txt", Lines(cases, count));
        folder.Write("bench.v", Bench(reduced, count));
        Start("iverilog", "-g2005", "-Wall", "-o", folder["a.vvp"], folder["bench.v"], folder["a.v"]);
        Assert.Equal(Lines([.. cases.Select(word => AnswerOf(whole, reduced, word))], count), Start("vvp", "-n", folder["a.vvp"]));
    }

    /// <summary>A drawing has every gate, every wire and every name.</summary>
    [Theory]
    [MemberData(nameof(Circuits))]
    public void The_drawing_is_whole(string name)
    {
        GateNetwork reduced = Reduced(Write(name));
        Run("--svg", folder["a.svg"]);
        System.Xml.Linq.XDocument drawing = System.Xml.Linq.XDocument.Load(folder["a.svg"]);
        string[] texts = [.. drawing.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Equal(reduced.Inputs.Length + reduced.Gates.Length + reduced.Outputs.Length, texts.Length);
        Assert.All(reduced.Outputs.Select((_, output) => $"next{output}"), output => Assert.Contains(output, texts));
        Assert.Equal(reduced.Gates.Count(gate => gate.Kind is 6), texts.Count(text => text == "XOR"));
        int wires = drawing.Descendants().Count(element => element.Name.LocalName == "path" && $"{element.Attribute("stroke")?.Value}".StartsWith("hsl", StringComparison.Ordinal));
        int reads = reduced.Gates.Sum(gate => (Gates.ReadsFirst(gate.Kind) ? 1 : 0) + (Gates.ReadsSecond(gate.Kind) ? 1 : 0));
        Assert.Equal(reads + reduced.Outputs.Length, wires);
    }

    /// <summary>What docs/circuits.md shows to be typed.</summary>
    [Fact]
    public void The_pages_commands_run()
    {
        Write("life");
        string[] commands = [.. GeneratedFile.ReadLines("docs/circuits.md").Where(line => line.StartsWith("gpueco circuit ", StringComparison.Ordinal))];
        Assert.NotEmpty(commands);
        foreach (string command in commands)
        {
            string[] words = [.. command.Split(' ').Skip(1).Select(word => word == "life.circuit" ? folder["a.circuit"] : word.StartsWith("life.", StringComparison.Ordinal) ? folder[word] : word)];
            Invocation result = Invocation.Of(words);
            Assert.True(result.ExitCode == 0, result.Error);
        }
    }

    private static GateNetwork Reduced(Circuit circuit) => CircuitReduction.BySubstitution(CircuitReduction.Reduce(circuit));

    private Circuit Write(string name)
    {
        Circuit circuit = name == "random"
            ? ReferenceCircuit.Random(new CircuitShape(4, 8, 2, [48, 48, 24, 12, 6, 4]), 3)
            : CircuitCase.Load(Path.Combine(AppContext.BaseDirectory, "conformance", "logic-gates", name)).Circuit();
        CircuitFile.Write(folder["a.circuit"], new StoredCircuit(circuit, true));
        return circuit;
    }

    private Invocation Run(params string[] options)
    {
        Invocation result = Invocation.Of(["circuit", folder["a.circuit"], .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    // Words of 64 cases each: all there are, or random ones where they are too many.
    private static IEnumerable<ulong[]> Cases(GateNetwork network)
    {
        int inputs = network.Inputs.Length;
        Random random = new(1);
        int words = inputs <= MostInputs ? Math.Max(1, (1 << inputs) / WordBits) : RandomCases / WordBits + 1;
        return Enumerable.Range(0, words).Select(word => Enumerable.Range(0, inputs)
            .Select(input => inputs <= MostInputs ? TruthTables.OfInput(input, word) : (ulong)random.NextInt64(long.MinValue, long.MaxValue))
            .ToArray());
    }

    // The whole circuit's answers; cells that the reduced one does not read are alive.
    private static ulong[] AnswerOf(GateNetwork whole, GateNetwork reduced, ulong[] word) => whole.Answer(
        [.. whole.Inputs.Select(input => reduced.Inputs.IndexOf(input) is >= 0 and int place ? word[place] : ulong.MaxValue)]);

    private static string Lines(ulong[][] words, int count)
    {
        StringBuilder text = new();
        for (int i = 0; i < count; i++)
        {
            foreach (ulong bits in words[i / WordBits])
            {
                text.Append(bits >> (i % WordBits) & 1);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private string Bench(GateNetwork reduced, int count)
    {
        int inputs = reduced.Inputs.Length;
        string[] ports = [.. Enumerable.Range(0, inputs).Select(input => $"bits[{inputs - 1 - input}]"), .. reduced.Outputs.Select((_, output) => $"next[{reduced.Outputs.Length - 1 - output}]")];
        return $$"""
            module bench;
                reg [{{inputs - 1}}:0] cases [0:{{count - 1}}];
                reg [{{inputs - 1}}:0] bits;
                wire [{{reduced.Outputs.Length - 1}}:0] next;
                integer i;
                circuit tried({{string.Join(", ", ports)}});
                initial begin
                    $readmemb("{{folder["cases.txt"]}}", cases);
                    for (i = 0; i < {{count}}; i = i + 1) begin
                        bits = cases[i];
                        #1 $display("%b", next);
                    end
                end
            endmodule
            """;
    }

    // What a program writes; skips the test where it is not installed, but on the build server.
    private static string Start(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0 && errors.Result.Length == 0, errors.Result);
            return output.Replace("\r", "", StringComparison.Ordinal);
        }
        catch (Win32Exception)
        {
            Devices.Require($"there is no {program}");
            throw;
        }
    }
}
