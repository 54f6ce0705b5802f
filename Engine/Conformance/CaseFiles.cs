namespace GpuEcosystem.Engine.Conformance;

/// <summary>The files of a recorded case, whatever rules it is of: <c>case.json</c> and <c>tensors.f32</c> in a folder.</summary>
/// <typeparam name="TParameters">What the case says about how it was recorded.</typeparam>
internal sealed class CaseFiles<TParameters>
{
    private readonly string folder;
    private readonly Dictionary<string, ConformanceTensor> tensors;

    /// <summary>Names the parts.</summary>
    public CaseFiles(string folder, string name, TParameters parameters, Dictionary<string, ConformanceTensor> tensors)
    {
        this.folder = folder;
        this.tensors = tensors;
        Name = name;
        Parameters = parameters;
    }

    /// <summary>The name of the case.</summary>
    public string Name { get; }

    /// <summary>How it was recorded.</summary>
    public TParameters Parameters { get; }

    /// <summary>Whether the case holds the tensor.</summary>
    public bool Has(string tensor) => tensors.ContainsKey(tensor);

    /// <summary>A tensor of the case by its name.</summary>
    /// <exception cref="InvalidDataException">The case has no such tensor.</exception>
    public ConformanceTensor Tensor(string name) =>
        tensors.TryGetValue(name, out ConformanceTensor? tensor)
            ? tensor
            : throw CaseReader.Malformed(folder, $"tensors.{name}", "is missing");
}
