using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuEcosystem.Engine.Devices;

/// <summary>What drivers' errors mean, and what helps.</summary>
public static class DriverError
{
    private const int LogLines = 3;
    private const int LogLineLength = 200;

    /// <summary>Says in one line what went wrong in a driver.</summary>
    public static string Explain(Exception exception) => exception switch
    {
        CudaException cuda => Explain(CodeOf(cuda), cuda.Message),
        CLException openCl => Explain(openCl.Error),
        _ when Causes(exception).Any(HasNoMemory) => "there is too little memory for it, or a limit on it (ulimit -v)",
        EntryPointNotFoundException missing => $"the driver is too old, update it: {FirstLine(missing.Message)}",
        _ => FirstLine(Causes(exception).Last().Message),
    };

    /// <summary>Says what an error of CUDA means.</summary>
    /// <param name="error">The error.</param>
    /// <param name="otherwise">What the driver itself says of it.</param>
    public static string Explain(CudaError error, string otherwise = "the NVIDIA driver failed") => ((int)error switch
    {
        2 => "the GPU has no memory left",
        3 or 999 => "the NVIDIA driver does not start; restart the machine, or load its kernel modules with nvidia-modprobe -u -c=0",
        34 => "this libcuda is a stub of the CUDA toolkit; take the toolkit's stubs folder out of LD_LIBRARY_PATH",
        35 => "the NVIDIA driver is older than its CUDA library; update the NVIDIA driver",
        46 => "the GPU is in use by another program or switched off for computing; nvidia-smi -c 0 lets several programs share it",
        100 => "the NVIDIA driver finds no GPU; nvidia-smi shows whether it is there and switched on",
        101 => "the GPU is not valid; nvidia-smi shows whether the system still sees it",
        214 => "the GPU's memory has an error that cannot be corrected; nvidia-smi -r resets it",
        218 or 222 => "the driver refuses the kernels' PTX; update the NVIDIA driver",
        221 => "the driver's compiler is missing; install libnvidia-ptxjitcompiler, which belongs to the NVIDIA driver",
        304 => "the system refuses access to the GPU; look at the rights of /dev/nvidia*",
        802 => "the GPUs are not ready; start nvidia-fabricmanager",
        803 => "the NVIDIA driver was updated while the old one is still running; restart the machine",
        804 => "the CUDA compatibility package does not work on this GPU; remove it and update the NVIDIA driver",
        _ => otherwise,
    }) + $" (CUDA error {(int)error}{NameOf(error)})";

    /// <summary>Says what an error of OpenCL means.</summary>
    public static string Explain(CLError error) => ((int)error switch
    {
        -1 => "it finds none",
        -2 => "the device is not available: another program holds it, or it is switched off",
        -3 => "the driver has no compiler; install the one that belongs to it",
        -4 or -5 or -6 => "the device has no memory left",
        -11 => "the driver's compiler fails",
        -1001 => "the loader finds no driver",
        _ => "the OpenCL driver failed",
    }) + $" (OpenCL error {(int)error}{NameOf(error)})";

    /// <summary>Whether there was too little memory, and nothing else wrong.</summary>
    public static bool IsOutOfMemory(Exception exception) => Causes(exception).Any(cause => cause switch
    {
        _ when HasNoMemory(cause) => true,
        CudaException cuda => CodeOf(cuda) == CudaError.CUDA_ERROR_OUT_OF_MEMORY,
        CLException { Error: CLError.CL_MEM_OBJECT_ALLOCATION_FAILURE or CLError.CL_OUT_OF_RESOURCES
            or CLError.CL_OUT_OF_HOST_MEMORY or CLError.CL_INVALID_BUFFER_SIZE } => true,
        _ => false,
    });

    /// <summary>The first lines of a compiler's log that name an error, or else its first lines, in one line.</summary>
    /// <param name="log">The log, up to its first zero.</param>
    public static string Digest(string? log)
    {
        List<string> lines = [.. (log ?? "").Split('\0')[0].Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        List<string> errors = lines.FindAll(line => line.Contains("error", StringComparison.OrdinalIgnoreCase));
        return string.Join("; ", (errors.Count > 0 ? errors : lines)
            .Take(LogLines)
            .Select(line => line.Length > LogLineLength ? line[..LogLineLength] + "..." : line));
    }

    // An exception and what it came from, the outermost first: threads and tasks wrap what happens in them more than once.
    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    // An assembly that cannot be mapped says so by the same number.
    private static bool HasNoMemory(Exception exception) => exception.HResult == unchecked((int)0x8007000E);

    // ILGPU keeps the name, or the number where it knows no name.
    private static CudaError CodeOf(CudaException exception) =>
        Enum.TryParse(exception.Error, out CudaError error) ? error : CudaError.CUDA_ERROR_UNKNOWN;

    private static string NameOf<T>(T error)
        where T : struct, Enum => Enum.IsDefined(error) ? $", {error}" : "";

    private static string FirstLine(string text) => text.TrimEnd().Split('\n')[0].TrimEnd('\r');
}
