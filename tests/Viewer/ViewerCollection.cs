using Xunit;

namespace GpuEcosystem.Tests.Viewer;

/// <summary>Tests that open windows run one after the other: GLFW serves one thread at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = false)]
public sealed class ViewerCollection
{
    public const string Name = "viewer";
}
