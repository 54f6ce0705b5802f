using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Tests.Cli;
using Xunit;

namespace GpuEcosystem.Tests.Storage;

/// <summary>A file that grows can be read at any moment, and loses nothing that was in it.</summary>
public sealed class GrowingFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_older_file_stays_until_there_is_something_to_say()
    {
        string path = folder.Write("a", "old");
        using GrowingFile file = new(path, (stream, _) => stream.WriteByte((byte)'!'));
        Assert.Equal("old", File.ReadAllText(path));
        file.Append("one"u8);
        Assert.Equal("one!", File.ReadAllText(path));

        // Within a second of the last flush.
        file.Append(" two"u8);
        file.Commit();
        Assert.Equal("one two!", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void It_goes_on_behind_what_is_kept()
    {
        string path = folder.Write("a", "kept and lost");
        using GrowingFile file = new(path, keeps: 4);
        file.Append(", new"u8);
        Assert.Equal("kept, new", File.ReadAllText(path));
    }

    [Fact]
    public void A_private_file_stays_private()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        if (!OperatingSystem.IsWindows())
        {
            string path = folder.Write("a", "old");
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            using GrowingFile file = new(path);
            file.Append("new"u8);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void What_does_not_fit_is_cut_off_and_the_rest_stays_whole()
    {
        using SmallDisk? disk = SmallDisk.TryMount();
        Assert.SkipWhen(disk is null, "Only root can make a small disk.");
        string path = disk["a"];
        using GrowingFile file = new(path, (stream, _) => stream.WriteByte((byte)'!'));
        file.Append("line\n"u8);
        file.Append(new byte[1 << 20]);
        Assert.Contains("No space left", Assert.Throws<UserException>(file.Commit).Message, StringComparison.Ordinal);
        Assert.Equal("line\n!", File.ReadAllText(path));
    }
}
