using System.Diagnostics;

namespace GpuEcosystem.Tests.Cli;

/// <summary>The program in a process of its own, for what belongs to a whole process.</summary>
internal static class ProgramProcess
{
    /// <summary>Runs it to its end; a variable that is null is not there.</summary>
    public static Invocation Run(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        RunIn(Environment.CurrentDirectory, environment, arguments);

    /// <summary>Runs it to its end in a folder.</summary>
    public static Invocation RunIn(
        string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        using Process process = Start(folder, environment, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Invocation(process.ExitCode, output, error.Result);
    }

    /// <summary>Kills it as soon as something has happened; fails if it ends before.</summary>
    public static void KillWhen(Func<bool> happened, params string[] arguments)
    {
        using Process process = Start(Environment.CurrentDirectory, new Dictionary<string, string?>(), arguments);
        while (!happened())
        {
            if (process.WaitForExit(10))
            {
                throw new InvalidOperationException($"it ended too early: {process.StandardError.ReadToEnd()}");
            }
        }

        process.Kill();
        process.WaitForExit();
    }

    private static Process Start(
        string folder, IReadOnlyDictionary<string, string?> environment, string[] arguments)
    {
        ProcessStartInfo start = new(FindDotnet())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "gpueco.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    // The runtime lies three folders below the program that starts it: shared/Microsoft.NETCore.App/10.0.x.
    private static string FindDotnet()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
    }
}
