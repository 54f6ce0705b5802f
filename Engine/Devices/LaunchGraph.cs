using ILGPU.Runtime.Cuda;

namespace GpuEcosystem.Engine.Devices;

/// <summary>
/// Launches that wait for CUDA in order and go to the GPU together, as a graph: a learning step has some sixty, most of them
/// small, and a graph costs one submission and has shorter gaps between its kernels. Where no graph comes about, the
/// launches go one by one.
/// </summary>
/// <remarks>
/// A graph is captured within one call, so that nobody allocates memory, copies or waits meanwhile, and nothing is lost where
/// that fails. Only the arguments change from step to step, and an executable graph takes over new ones.
/// </remarks>
internal sealed class LaunchGraph(CudaStream stream, CudaGraphs driver) : IDisposable
{
    /// <summary>Launches that may wait; who adds the last one submits.</summary>
    public const int Capacity = 512;

    private const int FewestLaunches = 4;
    private const int MostShapes = 8;

    private readonly List<Type> operations = [];
    private readonly List<Action> launches = [];
    private readonly List<Shape> shapes = [];

    /// <summary>Whether launches may wait here; no longer, once the driver has refused a graph.</summary>
    public bool IsOn { get; private set; } = true;

    /// <summary>Launches that wait.</summary>
    public int Count => launches.Count;

    /// <summary>Appends a launch.</summary>
    /// <param name="operation">Which operation, and so which kernel.</param>
    /// <param name="launch">Puts it on the stream, or throws a <see cref="UserException"/>.</param>
    public void Add(Type operation, Action launch)
    {
        operations.Add(operation);
        launches.Add(launch);
    }

    /// <summary>Puts what waits on the stream.</summary>
    public void Submit()
    {
        try
        {
            if (!TrySubmitGraph())
            {
                LaunchAll();
            }
        }
        finally
        {
            Clear();
        }
    }

    /// <summary>Forgets what waits.</summary>
    public void Clear()
    {
        operations.Clear();
        launches.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using (stream.Accelerator.BindScoped())
        {
            shapes.ForEach(shape => driver.DestroyExecutable(shape.Executable));
            shapes.Clear();
        }
    }

    private bool TrySubmitGraph()
    {
        if (!IsOn || Count < FewestLaunches)
        {
            return false;
        }

        using (stream.Accelerator.BindScoped())
        {
            // What comes for the first time goes one by one: it may never come again, and the driver may still have to load
            // its kernels, which is forbidden while a graph is captured.
            if (Recall() is not Shape shape)
            {
                return false;
            }

            nint graph = driver.Capture(stream.StreamPtr, LaunchAll);
            IsOn = graph != 0 && Refresh(shape, graph) && driver.Launch(shape.Executable, stream.StreamPtr);
            driver.Destroy(graph);
            return IsOn;
        }
    }

    private bool Refresh(Shape shape, nint graph)
    {
        if (shape.Executable != 0 && driver.Update(shape.Executable, graph))
        {
            return true;
        }

        driver.DestroyExecutable(shape.Executable);
        shape.Executable = driver.Instantiate(graph);
        return shape.Executable != 0;
    }

    private void LaunchAll() => launches.ForEach(launch => launch());

    // The shapes of the last submissions are known, the last one at the end. Gives back this submission's if it was there.
    private Shape? Recall()
    {
        Shape? known = shapes.Find(shape => operations.SequenceEqual(shape.Operations));
        if (known is not null)
        {
            shapes.Remove(known);
        }
        else if (shapes.Count == MostShapes)
        {
            driver.DestroyExecutable(shapes[0].Executable);
            shapes.RemoveAt(0);
        }

        shapes.Add(known ?? new Shape([.. operations]));
        return known;
    }

    private sealed class Shape(Type[] operations)
    {
        public Type[] Operations { get; } = operations;

        public nint Executable { get; set; }
    }
}
