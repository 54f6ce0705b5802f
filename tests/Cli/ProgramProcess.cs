using System.Diagnostics;

namespace GpuEcosystem.Tests.Cli;

/// <summary>The program in a process of its own, for what belongs to a whole process.</summary>
internal static class ProgramProcess
{
    /// <summary>Runs it to its end; a variable that is null is not there.</summary>
    public static Invocation Run(IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        ProcessStartInfo start = new(FindDotnet())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
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

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Invocation(process.ExitCode, output, error.Result);
    }

    // The runtime lies three folders below the program that starts it: shared/Microsoft.NETCore.App/10.0.x.
    private static string FindDotnet()
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
    }
}
