using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Persistence.Eco;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Tests.Learning;
using Xunit;

namespace GpuEcosystem.Tests.Persistence;

/// <summary>Whatever stands in a file, reading it makes a world or says in one line why not.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int Mutations = 20_000;

    private static readonly byte[] whole = EcoBytes.Smallest();

    private static readonly EcoBytes parts = EcoBytes.Split(whole);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Taken_apart_and_put_together_it_is_the_same_file()
    {
        Assert.Equal(whole, parts.Join());
        Assert.True(Loads(whole));
    }

    [Fact]
    public void A_file_that_ends_too_early_is_refused()
    {
        IEnumerable<int> boundaries = JsonNode.Parse(parts.Header)!["sections"]!.AsArray()
            .Select(section => (int)section!["offset"]!)
            .Concat([0, 1, 8, 12, 47, 48, whole.Length - parts.Header.Length, whole.Length - 1]);
        for (int length = 0; length < whole.Length; length += 37)
        {
            Assert.False(Loads(whole[..length]), $"{length} bytes");
        }

        Assert.All(boundaries, length => Assert.False(Loads(whole[..length]), $"{length} bytes"));
        Assert.False(Loads([.. whole, 0]));
    }

    [Fact]
    public void A_newer_version_is_named()
    {
        byte[] newer = [.. whole];
        newer[8] = 7;
        Refused(newer, "the file has format version 7; this program reads version 1");
    }

    [Theory]
    [InlineData("$.step", "-1", "header.step must be a whole number from 0 to 1000000000000000")]
    [InlineData("$.step", "1e30", "header.step must be a whole number from 0 to 1000000000000000")]
    [InlineData("$.worldSeed", "\"a\"", "header.worldSeed must be a whole number below 2^64")]
    [InlineData("$.respawns", "[0]", "header.respawns must be an array of 2 numbers, one for each species")]
    [InlineData("$.optimizers", "[\"SGD\"]", "header.optimizers must be an array of 2 names, one for each network, or of none")]
    [InlineData("$.optimizers", "[\"SGD\", 7]", "header.optimizers[1] must be a text")]
    [InlineData("$.device", "\"Abacus\"", "header.device must be one of Cpu, OpenCL, Cuda, Simulated")]
    [InlineData("$.parent", "{}", "header.parent needs 'file'")]
    [InlineData("$.now", "{}", "header.now needs 'common'")]
    [InlineData("$.now.configuration.GridWidth", "3", "header.now.configuration: GridWidth must lie between 8 and 65536; 3 does not")]
    [InlineData("$.now.configuration.GridWidth", "65536", "section 'grid' must have the shape 7 x 8 x 65536, which follows from the parameters")]
    [InlineData("$.now.configuration.NetworkWidth", "[16, 8]", "section 'weights' must have the shape 960, which follows from the parameters")]
    [InlineData("$.now.configuration.NetworkKind", "[\"Plain\", \"Fancy\"]", "header.now.configuration: NetworkKind[2] must be Residual, Plain or Logic; 'Fancy' is not")]
    [InlineData("$.now.configuration.KernelSize", "[3, 3, 3]", "header.now.configuration: KernelSize has 3 values, but Species is 2")]
    [InlineData("$.sections[0].name", "\"grind\"", "section 'grind' stands where 'grid' must be")]
    [InlineData("$.sections[0].shape", "[9223372036854775807, 9223372036854775807]", "section 'grid' must have the shape 7 x 8 x 9, which follows from the parameters")]
    [InlineData("$.sections[0].length", "9223372036854775807", "section 'grid' must have 2016 bytes; its length is 9223372036854775807")]
    [InlineData("$.sections[0].offset", "-48", "header.sections[0].offset must be a whole number from 0 to 9223372036854775807")]
    [InlineData("$.sections[0].codec", "\"zip\"", "header.sections[0].codec must be raw or deflate")]
    [InlineData("$.sections[0].codec", "\"deflate\"", "section 'grid' must be raw")]
    [InlineData("$.sections[0].checksum", "\"12\"", "header.sections[0].checksum must be 16 hexadecimal digits")]
    [InlineData("$.sections[0].checksum", "\"0123456789abcdef\"", "section 'grid' is damaged: its checksum does not fit")]
    [InlineData("$.extras[0].length", "9223372036854775807", "extra 'events' must be raw, as long as its shape says, and fit into 64 MiB with the others")]
    [InlineData("$.extras", "[]", "the last section ends at ")]
    public void The_line_names_the_field(string path, string value, string reason) =>
        Refused(parts.WithHeader(root => Replace(root, path, value)), reason);

    [Fact]
    public void Half_a_letter_is_no_text() =>
        Refused(parts.WithHeader(parts.Header.Replace("\"0.1.0\"", "\"\\ud800\"")), "header is not valid JSON");

    [Theory]
    [InlineData("", "header is not valid JSON")]
    [InlineData("[]", "header needs 'now'")]
    [InlineData("{ \"step\": 1, \"step\": 2 }", "header is not valid JSON")]
    public void A_broken_header_is_refused(string header, string reason) =>
        Refused(parts.WithHeader(header.PadRight(2)), reason);

    [Theory]
    [InlineData("grid", float.NaN)]
    [InlineData("weights", float.PositiveInfinity)]
    [InlineData("secondMoment", float.NegativeInfinity)]
    public void Numbers_that_are_not_finite_are_refused(string section, float value) => Refused(
        parts.WithSection(section, bytes => BinaryPrimitives.WriteSingleLittleEndian(bytes[^4..], value)),
        $"section '{section}' holds numbers that are not finite");

    /// <summary>Damage to the file, to its header with length and checksum made right again, and to sections with their checksums made right.</summary>
    [Fact]
    public void Random_damage_loads_or_is_refused()
    {
        byte[] header = Encoding.UTF8.GetBytes(parts.Header);
        int[] digits = [.. Enumerable.Range(0, header.Length).Where(index => char.IsAsciiDigit((char)header[index]))];
        Gen<byte[]> damaged = Gen.Frequency(
            (3, Damage.To(whole)),
            (2, Damage.To(header).Select(parts.Join)),

            // Another digit: JSON that is still valid, with a number that may not be.
            (1, Gen.Select(Gen.OneOf(digits), Gen.Char['0', '9'], (at, digit) =>
                parts.Join([.. header[..at], (byte)digit, .. header[(at + 1)..]]))),
            (1, Gen.Select(Gen.OneOf("grid", "walls", "weights", "optimizerProgress"), Gen.Double.Unit, (section, share) =>
                parts.WithSection(section, bytes => bytes[(int)(share * bytes.Length)] ^= 0x40))));
        int loaded = 0;
        damaged.Sample(
            file =>
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                loaded += Loads(file) ? 1 : 0;
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.InRange(allocated, 0, 1_000_000 + 60L * file.Length);
            },
            iter: Mutations,
            threads: 1,
            print: Convert.ToBase64String);

        // Neither has everything been refused nor nothing.
        Assert.InRange(loaded, Mutations / 100, Mutations / 2);
    }

    private static void Replace(JsonObject root, string path, string value)
    {
        string[] steps = path.Replace("[", ".[").Split('.')[1..];
        JsonNode node = root;
        foreach (string step in steps[..^1])
        {
            node = step[0] == '[' ? node[int.Parse(step[1..^1])]! : node[step]!;
        }

        if (steps[^1][0] == '[')
        {
            node[int.Parse(steps[^1][1..^1])] = JsonNode.Parse(value);
        }
        else
        {
            node[steps[^1]] = JsonNode.Parse(value);
        }
    }

    private bool Loads(byte[] file)
    {
        string path = folder["damaged.eco"];
        File.WriteAllBytes(path, file);
        try
        {
            EcoWorld read = EcoFile.Load(path, Devices.Open("cpu"));
            using World world = read.World;
            world.Run(1);
            world.Finish();
            return true;
        }
        catch (UserException exception)
        {
            Assert.DoesNotContain('\n', exception.Message);
            return false;
        }
    }

    private void Refused(byte[] file, string reason)
    {
        string path = folder["refused.eco"];
        File.WriteAllBytes(path, file);
        UserException refusal = Assert.Throws<UserException>(() => EcoFile.Load(path, Devices.Open("cpu")).World.Dispose());
        Assert.StartsWith($"{path}: {reason}", refusal.Message);
    }
}
