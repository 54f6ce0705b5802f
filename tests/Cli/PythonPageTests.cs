using System.Diagnostics;
using Xunit;

namespace GpuEcosystem.Tests.Cli;

/// <summary>What docs/python.md shows to be typed reads what the program writes.</summary>
public sealed class PythonPageTests : IDisposable
{
    private const string Page = "docs/python.md";

    // Debian's own comes first: another may stand before it on the PATH, without Debian's NumPy.
    private static readonly string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("```python", "numpy")]
    [InlineData("```python pyarrow", "pyarrow")]
    public void Its_blocks_run(string fence, string module)
    {
        bool isThere = Run($"import {module}").ExitCode == 0;
        bool isNeeded = module == "numpy" && Environment.GetEnvironmentVariable("CI") is not null;
        Assert.SkipUnless(isThere || isNeeded, $"Python has no {module}");
        foreach (string line in GeneratedFile.ReadLines(Page).Where(line => line.StartsWith("gpueco ", StringComparison.Ordinal)))
        {
            string[] words = [.. line.Split(' ').Skip(1).Select(word => word.StartsWith("world.", StringComparison.Ordinal) ? folder[word] : word)];
            Invocation made = Invocation.Of([.. words, "--device", "cpu"]);
            Assert.True(made.ExitCode == 0, made.Error);
        }

        (int exitCode, string output) = Run(MarkdownCode.Of(Page, fence));
        Assert.True(exitCode == 0, output);
        Assert.InRange(output.Split('\n').Length, 2, int.MaxValue);
    }

    private (int ExitCode, string Output) Run(string code)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(python, ["-c", code])
            {
                WorkingDirectory = folder[""],
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "there is no Python");
        }
    }
}
