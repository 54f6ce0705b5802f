using System.Globalization;
using GpuEcosystem.Tests.Cli;
using Xunit;

namespace GpuEcosystem.Tests;

/// <summary>One of the tests' own methods, in several processes that begin it at the same time.</summary>
internal static class OwnProcesses
{
    // Set in such a process.
    private const string Folder = "TESTS_OWN_PROCESS_FOLDER";
    private const string Number = "TESTS_OWN_PROCESS_NUMBER";
    private const string Count = "TESTS_OWN_PROCESS_COUNT";

    private static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs an explicit test without parameters, which calls <see cref="Begin"/>, in all processes to its end.</summary>
    /// <param name="folder">The folder that they share.</param>
    /// <param name="count">How many.</param>
    /// <param name="test">The test.</param>
    public static async Task Run(string folder, int count, Action test)
    {
        string[] runner = ProgramProcess.Command(typeof(OwnProcesses).Assembly.GetName().Name + ".dll");
        string method = $"{test.Method.DeclaringType!.FullName}.{test.Method.Name}";
        Invocation[] ends = await Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => ProgramProcess.RunCommand(
            new Dictionary<string, string?>
            {
                [Folder] = folder,
                [Number] = number.ToString(CultureInfo.InvariantCulture),
                [Count] = count.ToString(CultureInfo.InvariantCulture),
            },
            [.. runner, "-method", method, "-explicit", "only"]))));
        Assert.All(ends, end => Assert.True(end.ExitCode == 0, end.Output + end.Error));
    }

    /// <summary>Waits for the other processes; skips the test in others.</summary>
    /// <returns>The folder, and which of them this is.</returns>
    public static (string Folder, int Number) Begin()
    {
        string? folder = Environment.GetEnvironmentVariable(Folder);
        Assert.SkipWhen(folder is null, "runs in a process of its own only");
        int number = int.Parse(Environment.GetEnvironmentVariable(Number)!, CultureInfo.InvariantCulture);
        int count = int.Parse(Environment.GetEnvironmentVariable(Count)!, CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(folder, $"begun-{number}"), "");
        Assert.True(SpinWait.SpinUntil(
            () => Enumerable.Range(0, count).All(other => File.Exists(Path.Combine(folder, $"begun-{other}"))), patience));
        return (folder, number);
    }
}
