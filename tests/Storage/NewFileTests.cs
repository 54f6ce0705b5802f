using System.Text;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Tests.Persistence;
using Xunit;

namespace GpuEcosystem.Tests.Storage;

/// <summary>Files that are written unless there is one of their name already.</summary>
public sealed class NewFileTests : IDisposable
{
    private const int Names = 40;
    private const int Threads = 4;
    private const int Processes = 2;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>It has what was written, and there is no other file.</summary>
    [Fact]
    public void A_new_file_is_written()
    {
        Assert.True(Write(folder["a"], "new"));
        Assert.Equal("new", File.ReadAllText(folder["a"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    /// <summary>Also where nobody could write it.</summary>
    [Theory]
    [InlineData(FileAttributes.Normal)]
    [InlineData(FileAttributes.ReadOnly)]
    public void A_file_that_is_there_stays(FileAttributes attributes)
    {
        string path = folder.Write("a", "old");
        File.SetAttributes(path, attributes);
        Assert.False(Write(path, "new"));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
        File.SetAttributes(path, FileAttributes.Normal);
    }

    /// <summary>Where another comes first while the file is being written, the other's stays.</summary>
    [Fact]
    public void A_file_that_comes_meanwhile_stays()
    {
        bool inner = false;
        bool outer = AtomicFile.WriteNew(folder["a"], stream =>
        {
            stream.Write("outer"u8);
            inner = Write(folder["a"], "inner");
        });
        Assert.True(inner);
        Assert.False(outer);
        Assert.Equal("inner", File.ReadAllText(folder["a"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    /// <summary>Of threads that want a name at once one gets it, and the file is that one's.</summary>
    [Fact]
    public void Each_name_is_won_by_one_thread()
    {
        List<int>[] winners = Race(Write);
        Assert.All(winners, (won, name) => Assert.Equal($"{Assert.Single(won)}", File.ReadAllText(folder[$"{name}"])));
        Assert.Equal(Names, Directory.GetFiles(folder.Path).Length);
    }

    /// <summary>That race finds out who looks first and writes then.</summary>
    [Fact]
    public void Looking_before_writing_is_noticed()
    {
        List<int>[] winners = Race((path, text) =>
        {
            if (File.Exists(path))
            {
                return false;
            }

            Thread.Sleep(1);
            string temporary = $"{path}.{text}";
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
            return true;
        });
        Assert.Contains(winners, won => won.Count > 1);
    }

    /// <summary>The same between processes.</summary>
    [Fact]
    public async Task Each_name_is_won_by_one_process()
    {
        await OwnProcesses.Run(folder.Path, Processes, Write_all_names);
        string[][] won = [.. Enumerable.Range(0, Processes).Select(number => File.ReadAllLines(folder[$"won-{number}"]))];
        Assert.All(won, names => Assert.NotEmpty(names));
        Assert.Equal(Enumerable.Range(0, Names).Select(name => $"{name}"), won.SelectMany(names => names).OrderBy(int.Parse));
        Assert.All(won.Index(), one => Assert.All(one.Item, name => Assert.Equal($"{one.Index}", File.ReadAllText(folder[name]))));
    }

    /// <summary>What each process of the test above does.</summary>
    [Fact(Explicit = true)]
    public void Write_all_names()
    {
        (string shared, int number) = OwnProcesses.Begin();
        File.WriteAllLines(
            Path.Combine(shared, $"won-{number}"),
            [.. Enumerable.Range(0, Names).Select(name => $"{name}").Where(name => IsWon(Path.Combine(shared, name), $"{number}"))]);
    }

    // On a busy machine one process comes late, and finds some names left.
    private static bool IsWon(string path, string text)
    {
        Thread.Sleep(5);
        return Write(path, text);
    }

    /// <summary>Its name is free for another that comes to an end.</summary>
    [Fact]
    public void A_failure_while_writing_leaves_nothing()
    {
        UserException thrown = Assert.Throws<UserException>(
            () => AtomicFile.WriteNew(folder["a"], _ => throw new IOException("the disk is full")));
        Assert.Equal($"cannot write '{folder["a"]}': the disk is full", thrown.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
        Assert.True(Write(folder["a"], "new"));
    }

    /// <summary>One line says so, and what did not fit takes no room.</summary>
    [Fact]
    public void A_full_disk_keeps_nothing_of_it()
    {
        using SmallDisk disk = new(folder["disk"], "size=64k");
        string path = Path.Combine(disk.Path, "a");
        string refusal = Refusal(() => AtomicFile.WriteNew(path, stream => stream.Write(new byte[1 << 20])));
        Assert.StartsWith($"cannot write '{path}': No space left on device", refusal);
        Assert.DoesNotContain('\n', refusal);
        Assert.Empty(Directory.GetFiles(disk.Path));
        Assert.True(Write(path, "new"));
    }

    /// <summary>One line says so.</summary>
    [Fact]
    public void A_folder_that_cannot_be_written_to_is_named()
    {
        using SmallDisk disk = new(folder["disk"], "size=64k,ro");
        string path = Path.Combine(disk.Path, "a");
        Assert.Equal($"cannot write '{path}': no file can be created in its folder", Refusal(() => Write(path, "new")));
    }

    /// <summary>Systems answer differently where a disk or a share has no hard links.</summary>
    [Fact]
    public void A_disk_without_hard_links_is_explained()
    {
        int[] errors = OperatingSystem.IsWindows() ? [1, 50] : OperatingSystem.IsMacOS() ? [1, 45] : [1, 95];
        Assert.All(errors, error => Assert.Contains("has no hard links", HardLink.Explain(error)));
        Assert.DoesNotContain("hard links", HardLink.Explain(OperatingSystem.IsWindows() ? 3 : 2));
    }

    /// <summary>Any other reason is told as the system tells it.</summary>
    [Fact]
    public void A_link_that_cannot_be_made_is_an_error() =>
        Assert.Throws<IOException>(() => HardLink.TryCreate(folder["nothing"], folder["a"]));

    private static bool Write(string path, string text) => AtomicFile.WriteNew(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static string Refusal(Action action) => Assert.Throws<UserException>(action).Message;

    // Who won each name.
    private List<int>[] Race(Func<string, string, bool> write)
    {
        List<int>[] winners = [.. Enumerable.Range(0, Names).Select(_ => new List<int>())];
        Lockstep.Run(Names, [.. Enumerable.Range(0, Threads).Select<int, Action<int>>(thread => name =>
        {
            if (write(folder[$"{name}"], $"{thread}"))
            {
                lock (winners)
                {
                    winners[name].Add(thread);
                }
            }
        })]);
        return winners;
    }
}
