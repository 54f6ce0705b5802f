using GpuEcosystem.Tests.Discovery.Runs;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>An experiment that is done, whose name would be markup if it were let, for tests to look at.</summary>
public sealed class FoundExperiment : IDisposable
{
    /// <summary>Its name.</summary>
    public const string Name = "<script>alert('&amp;')</script>, \"found\"";

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<string> report;

    public FoundExperiment()
    {
        // Cells so small that there are elites enough to have children.
        string search = TinyExperiment.Search
            .Replace("\"borders\": 12, \"churn\": 4", "\"borders\": 60, \"churn\": 30", StringComparison.Ordinal)
            .Replace("\"tiny\"", $"\"{Name.Replace("\"", "\\\"", StringComparison.Ordinal)}\", \"baseline\": \"random\"", StringComparison.Ordinal);
        TinyExperiment.Work(folder.Path, search, lanes: 2);
        report = new Lazy<string>(() =>
        {
            Invocation result = Invocation.Of("archive", Folder, "--report", "--films", "--device", "cpu");
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            Assert.Equal(Path.Combine(Folder, "report", "index.html"), result.Output.TrimEnd().Split('\n')[^1]);
            return Path.Combine(Folder, "report");
        });
    }

    /// <summary>Its folder.</summary>
    public string Folder => folder.Path;

    /// <summary>The folder of its report.</summary>
    public string Report => report.Value;

    /// <summary>Another of the same, without a report, to be spoiled.</summary>
    public void CopyTo(string target)
    {
        string[] parts = ["experiment.json", "trials", "claims", "outcomes", "beside"];
        foreach (string file in parts.Select(part => Path.Combine(Folder, part)).SelectMany(part =>
            File.Exists(part) ? [part] : Directory.EnumerateFiles(part, "*", SearchOption.AllDirectories)))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => folder.Dispose();
}

/// <summary>The tests that look at it.</summary>
[CollectionDefinition(nameof(FoundExperiment))]
public sealed class FoundExperimentTests : ICollectionFixture<FoundExperiment>;
