using System.Runtime.Versioning;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Storage;
using Xunit;

namespace GpuEcosystem.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ACommittedFileReplacesTheOldOne()
    {
        string path = folder.Write("a", "old");
        using (AtomicFile file = new(path))
        {
            file.Append("new");
            Assert.Equal("old", File.ReadAllText(path));
            file.Commit();
        }

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void AFileThatWasNotCommittedLeavesNothing()
    {
        string path = folder.Write("a", "old");
        using (AtomicFile file = new(path))
        {
            file.Append("new");
        }

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void AFailureWhileWritingLeavesNothing()
    {
        UserException thrown = Assert.Throws<UserException>(
            () => AtomicFile.Write(folder["a"], _ => throw new IOException("the disk is full")));
        Assert.Equal($"cannot write '{folder["a"]}': the disk is full", thrown.Message);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void ALinkKeepsPointingAtItsFile()
    {
        string target = folder.Write("target", "old");
        File.CreateSymbolicLink(folder["link"], target);
        AtomicFile.Write(folder["link"], stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(target));
        Assert.NotNull(new FileInfo(folder["link"]).LinkTarget);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData((UnixFileMode)0b110_110_110)]
    [UnsupportedOSPlatform("windows")]
    public void AFileThatIsReplacedKeepsItsPermissions(UnixFileMode permissions)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        string path = folder.Write("a", "old");
        File.SetUnixFileMode(path, permissions);
        using (AtomicFile file = new(path))
        {
            file.Append("new");
            string temporary = Directory.GetFiles(folder.Path).Single(other => other != path);
            Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(temporary) & ~permissions);
            file.Commit();
        }

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal(permissions, File.GetUnixFileMode(path));
    }

    /// <summary>Linux allows 255 bytes, other systems as many letters.</summary>
    [Theory]
    [InlineData("a", 255)]
    [InlineData("ä", 127)]
    [InlineData("語", 85)]
    [InlineData("🦠", 63)]
    public void ANameMayBeAsLongAsTheFileSystemAllows(string letter, int count)
    {
        string path = folder[string.Concat(Enumerable.Repeat(letter, count))];
        AtomicFile.Write(path, stream => stream.Write("new"u8));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
        Refused(path + letter, $"cannot write '{path + letter}': its name is too long");
    }

    [Fact]
    public void WhatCannotBeWrittenIsNamedBeforehand()
    {
        string readOnly = folder.Write("read-only", "");
        File.SetAttributes(readOnly, FileAttributes.ReadOnly);
        Refused("", "a file name is needed, not an empty text");
        Refused(folder.Path, $"cannot write '{folder.Path}': it is a folder, a file is needed");
        Refused(folder["no/a"], $"cannot write '{folder["no/a"]}': the folder '{folder["no"]}' does not exist");
        Refused(readOnly, $"cannot write '{readOnly}': the file there is read-only");
        File.SetAttributes(readOnly, FileAttributes.Normal);
    }

    [Fact]
    public void ADeviceIsNotReplaced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Devices are files on Linux.");
        Refused("/dev/null", "cannot write '/dev/null': it is a device, a file is needed");
        Refused("/dev/stdout", "cannot write '/dev/stdout': it is a device, a file is needed");
    }

    [Fact]
    public void WhatAKilledRunLeftIsTakenOver()
    {
        string path = folder["a"];
        string left;
        using (AtomicFile killed = new(path, takesOver: true))
        {
            left = Directory.GetFiles(folder.Path).Single();
        }

        File.WriteAllText(left, "longer than what comes");
        using (AtomicFile file = new(path, takesOver: true))
        {
            file.Append("new");
            Assert.Equal([left], Directory.GetFiles(folder.Path));
            file.Commit();
        }

        Assert.Equal([path], Directory.GetFiles(folder.Path));
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void NamesThatBeginAlikeAreTakenOverByThemselves()
    {
        string name = new('a', 100);
        using AtomicFile film = new(folder[name + ".mp4"], takesOver: true);
        using AtomicFile table = new(folder[name + ".parquet"], takesOver: true);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void CheckingLeavesNothing()
    {
        AtomicFile.CheckWritable(folder["a"]);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private static void Refused(string path, string reason) =>
        Assert.Equal(reason, Assert.Throws<UserException>(() => AtomicFile.CheckWritable(path)).Message);
}
