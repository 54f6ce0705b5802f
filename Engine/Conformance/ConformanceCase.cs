namespace GpuEcosystem.Engine.Conformance;

/// <summary>
/// A recorded step of the published browser implementation: parameters, inputs and the numbers that must come out.
/// A case is a folder with <c>case.json</c> and <c>tensors.f32</c>.
/// </summary>
public sealed class ConformanceCase
{
    private readonly CaseFiles<ConformanceParameters> files;

    private ConformanceCase(CaseFiles<ConformanceParameters> files) => this.files = files;

    /// <summary>The name of the case.</summary>
    public string Name => files.Name;

    /// <summary>The parameters of the case.</summary>
    public ConformanceParameters Parameters => files.Parameters;

    /// <summary>Reads a case.</summary>
    /// <param name="folder">The folder with <c>case.json</c> and <c>tensors.f32</c>.</param>
    /// <exception cref="InvalidDataException">
    /// The folder is not a well-formed case; the message names folder and field.
    /// </exception>
    public static ConformanceCase Load(string folder) =>
        new(CaseReader.Load<ConformanceParameters>(folder, ConformanceRules.Problem, ConformanceRules.Shape));

    /// <summary>Whether the case holds the tensor.</summary>
    public bool Has(string tensor) => files.Has(tensor);

    /// <summary>A tensor of the case by its name, such as <c>grid</c> or <c>weight.expand0</c>.</summary>
    /// <exception cref="InvalidDataException">The case has no such tensor.</exception>
    public ConformanceTensor Tensor(string name) => files.Tensor(name);
}
