using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using ILGPU.Runtime;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// Asks drivers for their devices in a process of its own, since a broken driver may end the process that asks, or never
/// answer. A program takes part by answering <see cref="Request"/> in its <c>Main</c> and calling <see cref="Enable"/>;
/// in others the drivers are asked in the process itself.
/// </summary>
public static partial class DriverProbe
{
    /// <summary>The first argument of such a process; the kind follows.</summary>
    public const string Request = "ask-driver";

    private const string PatienceVariable = "GPUECO_DRIVER_SECONDS";
    private const int UsualPatience = 20;
    private const int LongestPatience = 3600;
    private const int FirstSignal = 128;

    // Drivers write to the standard output as well, and not always whole lines.
    private const string BegunLine = "gpueco: asking the driver";
    private const string AnswerPrefix = "gpueco: devices ";

    // The answer is there already.
    private static readonly TimeSpan timeToEnd = TimeSpan.FromSeconds(2);

    private static string[]? program;

    /// <summary>From now on drivers are asked in further processes of this program.</summary>
    public static void Enable()
    {
        if (Environment.ProcessPath is { } host)
        {
            bool isRuntime = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
            program = isRuntime ? [host, Environment.GetCommandLineArgs()[0]] : [host];
        }
    }

    /// <summary>Answers a request.</summary>
    /// <param name="kind">The argument after <see cref="Request"/>.</param>
    /// <param name="output">Where the answer goes.</param>
    public static void Answer(DeviceKind kind, TextWriter output)
    {
        Say(BegunLine, output);
        List<DeviceDescription> devices = FindHere(kind);
        Say(AnswerPrefix + JsonSerializer.Serialize(devices, AnswerJson.Default.ListDeviceDescription), output);
    }

    /// <summary>Lists the devices of a kind, or what keeps them from being listed.</summary>
    internal static List<DeviceDescription> Find(DeviceKind kind)
    {
        // Where there is no library there is no driver that could do harm.
        if (program is null || !DriverLibrary.Exists(kind))
        {
            return FindHere(kind);
        }

        using Process? process = Start(new ProcessStartInfo(program[0], [.. program[1..], Request, kind.ToString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        return (process is null ? null : Await(process, kind)) ?? FindHere(kind);
    }

    private static List<DeviceDescription> FindHere(DeviceKind kind)
    {
        try
        {
            return kind == DeviceKind.Cuda ? CudaDevices.Find() : OpenClDevices.Find();
        }
        catch (Exception exception) when (exception is AcceleratorException or EntryPointNotFoundException)
        {
            return [DeviceDescription.NoneOf(kind, DriverError.Explain(exception))];
        }
    }

    private static void Say(string line, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(line);
        output.Flush();
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    // Null where the process is not one that answers.
    private static List<DeviceDescription>? Await(Process process, DeviceKind kind)
    {
        TimeSpan patience = TimeSpan.FromSeconds(Patience);
        Task<string?> reading = Task.Run(() => ReadAnswer(process.StandardOutput));
        Task<string> complaint = Task.Run(() => ReadLastLine(process.StandardError));
        bool ends = reading.Wait(patience) && (IsAnswer(reading.Result) || process.WaitForExit(patience));
        if (!ends || !process.WaitForExit(timeToEnd))
        {
            process.Kill(entireProcessTree: true);
        }

        if (!ends)
        {
            return [Broken(kind, $"does not answer within {patience.TotalSeconds} s when asked for its devices ({PatienceVariable})")];
        }

        if (IsAnswer(reading.Result))
        {
            return JsonSerializer.Deserialize(reading.Result.AsSpan(AnswerPrefix.Length), AnswerJson.Default.ListDeviceDescription);
        }

        int code = process.ExitCode;
        string how = code > FirstSignal && !OperatingSystem.IsWindows() ? $"signal {code - FirstSignal}" : $"exit code {code}";
        string said = complaint.Wait(timeToEnd) && complaint.Result.Length > 0 ? $", saying: {complaint.Result}" : "";
        return reading.Result is null ? null : [Broken(kind, $"crashes when asked for its devices ({how}{said})")];
    }

    private static int Patience =>
        int.TryParse(Environment.GetEnvironmentVariable(PatienceVariable), out int seconds) && seconds > 0
            ? Math.Min(seconds, LongestPatience)
            : UsualPatience;

    // The last line that is not a driver's, up to the answer; null where there is none.
    private static string? ReadAnswer(StreamReader output)
    {
        string? last = null;
        while (!IsAnswer(last) && output.ReadLine() is { } line)
        {
            last = line == BegunLine || IsAnswer(line) ? line : last;
        }

        return last;
    }

    private static bool IsAnswer([NotNullWhen(true)] string? line) =>
        line is not null && line.StartsWith(AnswerPrefix, StringComparison.Ordinal);

    private static string ReadLastLine(StreamReader output)
    {
        string last = "";
        while (output.ReadLine() is { } line)
        {
            last = line.Trim() is { Length: > 0 } text ? text : last;
        }

        return last;
    }

    private static DeviceDescription Broken(DeviceKind kind, string how) => DeviceDescription.NoneOf(kind, kind == DeviceKind.Cuda
        ? $"the NVIDIA driver {how}; restart the machine, or install the driver again"
        : $"an OpenCL driver {how}; look at {OpenClVendors.Place}, OCL_ICD_VENDORS=FILE.icd takes a single driver");

    [JsonSerializable(typeof(List<DeviceDescription>))]
    private sealed partial class AnswerJson : JsonSerializerContext;
}
