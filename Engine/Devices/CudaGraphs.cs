using System.Runtime.InteropServices;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// What CUDA's driver has for graphs, which ILGPU leaves out. A graph or executable graph is a handle, 0 being none; errors
/// are left to whoever then does without. The device must be bound to the calling thread.
/// </summary>
internal sealed unsafe class CudaGraphs
{
    // Of the modes, the one that minds what this thread does meanwhile, and not what other worlds' threads do.
    private const int ThreadLocal = 1;

    private static readonly Lazy<CudaGraphs?> driver = new(Load);

    private readonly delegate* unmanaged<nint, int, int> beginCapture;
    private readonly delegate* unmanaged<nint, nint*, int> endCapture;
    private readonly delegate* unmanaged<nint*, nint, nint*, byte*, nuint, int> instantiate11;
    private readonly delegate* unmanaged<nint*, nint, ulong, int> instantiate12;
    private readonly delegate* unmanaged<nint, nint, nint*, int*, int> update11;
    private readonly delegate* unmanaged<nint, nint, UpdateResult*, int> update12;
    private readonly delegate* unmanaged<nint, nint, int> launch;
    private readonly delegate* unmanaged<nint, int> destroy;
    private readonly delegate* unmanaged<nint, int> destroyExecutable;

    private CudaGraphs(nint library)
    {
        beginCapture = (delegate* unmanaged<nint, int, int>)Find("cuStreamBeginCapture_v2");
        endCapture = (delegate* unmanaged<nint, nint*, int>)Find("cuStreamEndCapture");
        instantiate11 = (delegate* unmanaged<nint*, nint, nint*, byte*, nuint, int>)Find("cuGraphInstantiate_v2");
        instantiate12 = (delegate* unmanaged<nint*, nint, ulong, int>)Find("cuGraphInstantiateWithFlags");
        update11 = (delegate* unmanaged<nint, nint, nint*, int*, int>)Find("cuGraphExecUpdate");
        update12 = (delegate* unmanaged<nint, nint, UpdateResult*, int>)Find("cuGraphExecUpdate_v2");
        launch = (delegate* unmanaged<nint, nint, int>)Find("cuGraphLaunch");
        destroy = (delegate* unmanaged<nint, int>)Find("cuGraphDestroy");
        destroyExecutable = (delegate* unmanaged<nint, int>)Find("cuGraphExecDestroy");

        nint Find(string name) => NativeLibrary.TryGetExport(library, name, out nint address) ? address : 0;
    }

    /// <summary>The driver's functions, or null where it lacks some, as those before CUDA 11 do.</summary>
    public static CudaGraphs? Driver => driver.Value;

    private bool IsWhole => beginCapture != null && endCapture != null && launch != null && destroy != null
        && destroyExecutable != null && (instantiate11 != null || instantiate12 != null) && (update11 != null || update12 != null);

    /// <summary>Makes a graph of what is put on a stream, and runs nothing of it.</summary>
    /// <param name="stream">CUDA's handle of the stream.</param>
    /// <param name="fill">Puts it there; if a launch fails, there is no graph.</param>
    public nint Capture(nint stream, Action fill)
    {
        if (beginCapture(stream, ThreadLocal) != 0)
        {
            return 0;
        }

        nint graph = 0;
        bool isWhole = false;
        try
        {
            fill();
            isWhole = true;
        }
        catch (UserException)
        {
            // Whatever it is, the launch fails in the same way outside of a graph, or goes well there.
        }
        finally
        {
            isWhole &= endCapture(stream, &graph) == 0;
            if (!isWhole)
            {
                Destroy(graph);
                graph = 0;
            }
        }

        return graph;
    }

    /// <summary>Makes a graph executable.</summary>
    public nint Instantiate(nint graph)
    {
        nint executable;
        int error = instantiate12 != null
            ? instantiate12(&executable, graph, 0)
            : instantiate11(&executable, graph, null, null, 0);
        return error == 0 ? executable : 0;
    }

    /// <summary>Gives an executable graph the arguments of a graph of the same launches; what already runs goes on as it is.</summary>
    /// <returns>Whether the driver could.</returns>
    public bool Update(nint executable, nint graph)
    {
        if (update12 != null)
        {
            UpdateResult result;
            return update12(executable, graph, &result) == 0;
        }

        nint node;
        int reason;
        return update11(executable, graph, &node, &reason) == 0;
    }

    /// <summary>Puts an executable graph on a stream.</summary>
    /// <returns>Whether the driver took it.</returns>
    public bool Launch(nint executable, nint stream) => launch(executable, stream) == 0;

    /// <summary>Forgets a graph; executable ones made of it stay.</summary>
    public void Destroy(nint graph)
    {
        if (graph != 0)
        {
            _ = destroy(graph);
        }
    }

    /// <summary>Forgets an executable graph; if it is running, the driver waits with that.</summary>
    public void DestroyExecutable(nint executable)
    {
        if (executable != 0)
        {
            _ = destroyExecutable(executable);
        }
    }

    private static CudaGraphs? Load()
    {
        nint library = DriverLibrary.Load(DeviceKind.Cuda, out _);
        return library != 0 && new CudaGraphs(library) is { IsWhole: true } whole ? whole : null;
    }

    // CUgraphExecUpdateResultInfo.
    private struct UpdateResult
    {
        public int Result;
        public nint Node;
        public nint NodeOfGraph;
    }
}
