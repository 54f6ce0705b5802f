using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Xunit;

namespace GpuEcosystem.Tests.Architecture;

/// <summary>
/// Who may know whom: the projects, and in each its folders, in the order in which a stranger can read them. A folder knows
/// folders before it in its project's list and projects before its own, so there are no circles.
/// </summary>
public class FolderTests
{
    // A project's own folder is "".
    private static readonly (string Project, string[] Folders)[] house =
    [
        ("Kernels",
        [
            "Mathematics", "Layout", "", "Random", "Simd", "Cells", "Competition", "Network", "World", "Learning", "PetriDish", "Seasons",
            "Circuits", "Display", "Profiling",
        ]),
        ("Engine",
        [
            "", "Circuits", "Circuits/Reduction", "Circuits/Bits", "Circuits/Export", "Devices", "Memory", "Circuits/Bits/Devices",
            "Storage", "Circuits/Learning",
            "Parameters", "Circuits/Files", "Networks", "Networks/Logic", "Networks/Residual", "Networks/Convolutional", "Display", "State",
            "Display/Layers", "Rules", "Rules/Ecosystem", "Rules/PetriDish", "Rules/LogicCircuit", "Worlds", "Profiling", "Recipes", "Conformance",
            "Persistence/Browser", "Persistence/Eco", "Presets", "Persistence", "Runs", "Diagnosis",
        ]),
        ("Imaging", ["Drawing", "Pictures", "Films", "Plots"]),
        ("Sessions", ["Checkpoints", "Commands", "Frames", "Timeline", "Undoing", ""]),
        ("Viewer", ["Native", "OpenGl", "Pixels", "View", "Windowing", "Widgets", "Panels", "Steering", "Cards", ""]),
        ("Web", ["Security", "Files", "Listening", "Frames", "Protocol", "Sockets", "Api", ""]),
        ("Discovery", ["Genomes", "Observation", "Outcomes", "Statistics", "Search", "Designs", "Experiments", "Stores", "Runs", "Results"]),
        ("Cli", ["Help", "Worlds", "Output/Tables", "Output", "Output/Gallery", "Verbs", ""]),
    ];

    private static readonly Lazy<List<Arrow>> arrows = new(FindArrows);

    private sealed record Arrow(string From, string Type, string To, string Known);

    /// <summary>No type knows a folder that comes after its own.</summary>
    [Fact]
    public void Folders_know_those_before_them()
    {
        Assert.True(arrows.Value.Count > 1000);
        Assert.Empty(arrows.Value.Where(IsWrong).Select(arrow => $"{arrow.From}/{arrow.Type} knows {arrow.To}/{arrow.Known}").Distinct());
    }

    /// <summary>All folders that have types are in the list, and all in the list have some.</summary>
    [Fact]
    public void The_list_is_whole()
    {
        string[] listed = [.. house.SelectMany(project => project.Folders.Select(folder => Place(project.Project, folder)))];
        Assert.Equal(
            listed.Order(StringComparer.Ordinal),
            arrows.Value.SelectMany(arrow => (string[])[arrow.From, arrow.To]).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>A file's namespace is its folder.</summary>
    [Fact]
    public void Folders_are_namespaces()
    {
        string[] files = [.. house.SelectMany(project => GeneratedFile.List(project.Project, "*.cs"))];
        Assert.True(files.Length > 400);
        Assert.All(files, file =>
        {
            string folder = Path.GetDirectoryName(file)!.Replace(Path.DirectorySeparatorChar, '.');
            string? declared = GeneratedFile.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
            Assert.True(declared is null || declared == $"namespace GpuEcosystem.{folder};", $"{file}: {declared}");
        });
    }

    /// <summary>An arrow that points the wrong way is noticed, within a project and between two.</summary>
    [Theory]
    [InlineData("Engine/Memory", "Engine/Devices", false)]
    [InlineData("Engine/Devices", "Engine/Memory", true)]
    [InlineData("Engine/Memory", "Kernels/Layout", false)]
    [InlineData("Kernels/Layout", "Engine/Memory", true)]
    [InlineData("Engine/Memory", "Engine/Elsewhere", true)]
    public void Arrows_that_point_the_wrong_way_are_noticed(string from, string to, bool wrong) =>
        Assert.Equal(wrong, IsWrong(new Arrow(from, "A", to, "B")));

    private static bool IsWrong(Arrow arrow) => !(RankOf(arrow.To) < RankOf(arrow.From));

    // Not a number, so neither before nor after, for a folder that is in no list.
    private static double RankOf(string place)
    {
        int rank = house.SelectMany(project => project.Folders.Select(folder => Place(project.Project, folder))).ToList().IndexOf(place);
        return rank < 0 ? double.NaN : rank;
    }

    private static string Place(string project, string folder) => folder.Length == 0 ? project : $"{project}/{folder}";

    private static List<Arrow> FindArrows()
    {
        ArchUnitNET.Domain.Architecture architecture =
            new ArchLoader().LoadAssemblies([.. house.Select(project => AssemblyOf(project.Project))]).Build();
        return
        [
            .. from type in architecture.Types
               from dependency in type.Dependencies
               where dependency.Target is not GenericParameter
               let arrow = new Arrow(PlaceOf(type), type.Name, PlaceOf(dependency.Target), dependency.Target.Name)
               where arrow.From.Length > 0 && arrow.To.Length > 0 && arrow.From != arrow.To
               select arrow,
        ];
    }

    // A namespace as a folder; nothing for what is not ours.
    private static string PlaceOf(IType type)
    {
        const string ours = "GpuEcosystem.";
        string name = type.Namespace?.FullName ?? "";
        return name.StartsWith(ours, StringComparison.Ordinal) ? name[ours.Length..].Replace('.', '/') : "";
    }

    private static System.Reflection.Assembly AssemblyOf(string project) =>
        System.Reflection.Assembly.Load(project == "Cli" ? "gpueco" : $"GpuEcosystem.{project}");
}
