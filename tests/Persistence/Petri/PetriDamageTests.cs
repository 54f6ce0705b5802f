using System.Diagnostics;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Persistence.Browser;
using GpuEcosystem.Engine.Worlds;
using Xunit;

namespace GpuEcosystem.Tests.Persistence.Petri;

/// <summary>A damaged file is read or refused in one line; nothing else happens, and soon.</summary>
public sealed class PetriDamageTests(ITestOutputHelper output) : IDisposable
{
    private const int Mutations = 24_000;

    // A header as JSON takes several times its length; nothing may take much more than the file does.
    private const int BytesForEachByte = 24;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ATruncatedFileIsRefused()
    {
        byte[] file = BrowserFile.Bytes;
        PetriBytes parts = PetriBytes.Parse(file);
        int start = PetriBytes.HeaderEnd(file);
        IEnumerable<int> boundaries = System.Text.RegularExpressions.Regex
            .Matches(parts.Header.ToJsonString(), "\"offset\":(\\d+),\"length\":(\\d+)")
            .SelectMany(match => (int[])[int.Parse(match.Groups[1].Value), int.Parse(match.Groups[1].Value) + int.Parse(match.Groups[2].Value)])
            .SelectMany(offset => (int[])[start + offset - 1, start + offset]);
        SortedSet<int> lengths = [0, 1, 3, 4, 5, 6, 9, 10, 11, start - 1, start, start + 1, file.Length - 1, .. boundaries];
        for (int length = 0; length < file.Length; length += 97)
        {
            lengths.Add(length);
        }

        lengths.Remove(file.Length);
        Assert.All(lengths, length => Assert.False(TryRead(file[..length])));
        Assert.True(TryRead(file));
    }

    [Fact]
    public void AMutatedFileIsReadOrRefused()
    {
        byte[] file = SmallFile();
        byte[] header = file[10..PetriBytes.HeaderEnd(file)];
        byte[] data = file[PetriBytes.HeaderEnd(file)..];
        Assert.True(TryRead(file));
        Stopwatch watch = Stopwatch.StartNew();
        Random random = new(20261122);
        int read = 0;
        long most = 0;
        for (int mutation = 0; mutation < Mutations; mutation++)
        {
            byte[] mutated = Mutate(random, mutation, file, header, data);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read += TryRead(mutated) ? 1 : 0;
            }
            catch (Exception exception) when (exception is not UserException)
            {
                Assert.Fail($"mutation {mutation}: {exception}");
            }

            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        output.WriteLine($"{read} of {Mutations} read, {watch.Elapsed.TotalSeconds:0.0} s, at most {most} bytes for a file of {file.Length}");
        Assert.InRange(read, 1, Mutations - 1);
        Assert.InRange(most, 1, (long)BytesForEachByte * file.Length);
    }

    private byte[] SmallFile()
    {
        using World world = SharedWorld.Make(SharedWorld.Parameters with { GridWidth = 8 });
        PetriWorld.Save(folder["small.petri"], world, new PetriHistory
        {
            Events = [new PetriParameterEvent(1, "SOFTMAX_TEMP", "1", "0.25", "5"), new PetriDrawEvent(2, "wall", 1, 2, 3, null)],
            Timeseries = PetriTimeseries.From([world.Observe(), world.Observe()], 2, 64),
        });
        return File.ReadAllBytes(folder["small.petri"]);
    }

    private static byte[] Mutate(Random random, int mutation, byte[] file, byte[] header, byte[] data) => (mutation % 6) switch
    {
        0 => PetriMutations.FlipBytes(random, file, 0, file.Length - data.Length),
        1 => PetriMutations.FlipBytes(random, file, file.Length - data.Length, file.Length),
        2 => PetriBytes.Join(PetriMutations.ReplaceNumber(random, header), data),
        3 => PetriBytes.Join(PetriMutations.ReplaceValue(random, header), data),
        4 => PetriBytes.Join(PetriMutations.BreakText(random, header), data),
        _ => PetriMutations.BreakPrefix(random, file),
    };

    private static bool TryRead(byte[] bytes)
    {
        try
        {
            PetriFile file = PetriFile.Read(new MemoryStream(bytes), "damaged");
            foreach (PetriCheckpoint checkpoint in file.Checkpoints)
            {
                checkpoint.Parameters.Validate();
                _ = PetriImport.LeftOut(file, checkpoint);
            }

            // What was read can be written.
            file.Write(Stream.Null);
            return true;
        }
        catch (UserException exception)
        {
            Assert.DoesNotContain('\n', exception.Message);
            return false;
        }
    }
}
