using System.Diagnostics;

namespace GpuEcosystem.Tests.Cli;

/// <summary>The program, or another, in a process of its own, for what belongs to a whole process.</summary>
internal static class ProgramProcess
{
    /// <summary>Runs it to its end; a variable that is null is not there.</summary>
    public static Invocation Run(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        RunIn(Environment.CurrentDirectory, environment, arguments);

    /// <summary>Runs it to its end in a folder.</summary>
    public static Invocation RunIn(
        string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        RunCommand(environment, [.. Command("gpueco.dll"), .. arguments], folder);

    /// <summary>Runs it to its end, with a text on its standard input.</summary>
    public static Invocation RunWithInput(string input, params string[] arguments)
    {
        using Process process = Start(
            Environment.CurrentDirectory, new Dictionary<string, string?>(), [.. Command("gpueco.dll"), .. arguments], fed: true);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return Finish(process);
    }

    /// <summary>Kills it as soon as something has happened; fails if it ends before.</summary>
    public static void KillWhen(Func<bool> happened, params string[] arguments)
    {
        using Process process = Start(
            Environment.CurrentDirectory, new Dictionary<string, string?>(), [.. Command("gpueco.dll"), .. arguments]);
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

    /// <summary>Sends a signal to a command as soon as something has happened, and lets it come to its end.</summary>
    public static Invocation SignalWhen(Func<bool> happened, string signal, IReadOnlyList<string> command, int times = 1)
    {
        using Process process = Start(Environment.CurrentDirectory, new Dictionary<string, string?>(), command);
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        while (!happened())
        {
            if (process.WaitForExit(10))
            {
                throw new InvalidOperationException($"it ended too early: {error.Result}");
            }
        }

        for (int time = 0; time < times; time++)
        {
            // Two that come together are one.
            Thread.Sleep(time * 200);
            using Process kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
            kill.WaitForExit();
        }

        process.WaitForExit();
        return new Invocation(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>What starts an assembly that lies beside the tests.</summary>
    public static string[] Command(string assembly) => [FindDotnet(), Path.Combine(AppContext.BaseDirectory, assembly)];

    /// <summary>Runs any program with its arguments.</summary>
    public static Invocation RunCommand(
        IReadOnlyDictionary<string, string?> environment, IReadOnlyList<string> command, string? folder = null)
    {
        using Process process = Start(folder ?? Environment.CurrentDirectory, environment, command);
        return Finish(process);
    }

    private static Invocation Finish(Process process)
    {
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Invocation(process.ExitCode, output, error.Result);
    }

    private static Process Start(
        string folder, IReadOnlyDictionary<string, string?> environment, IReadOnlyList<string> command, bool fed = false)
    {
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            RedirectStandardInput = fed,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
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
