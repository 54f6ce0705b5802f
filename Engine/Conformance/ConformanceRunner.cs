using GpuEcosystem.Engine.Devices;

namespace GpuEcosystem.Engine.Conformance;

/// <summary>Computes the conformance cases on a device and says whether its numbers can be trusted.</summary>
public static class ConformanceRunner
{
    /// <summary>The case folders inside a folder, or inside a folder in it, in alphabetical order.</summary>
    /// <exception cref="UserException">There are none.</exception>
    public static IReadOnlyList<string> Find(string folder)
    {
        EnumerationOptions oneDown = new() { RecurseSubdirectories = true, MaxRecursionDepth = 1 };
        string[] cases = Directory.Exists(folder)
            ?
            [
                .. Directory.GetDirectories(folder, "*", oneDown)
                    .Where(path => File.Exists(Path.Combine(path, "case.json")))
                    .OrderBy(path => NameOf(folder, path), StringComparer.Ordinal),
            ]
            : [];
        return cases.Length > 0 ? cases : throw new UserException($"there are no conformance cases in '{folder}'");
    }

    /// <summary>What a case is called by where it is: its folder's name, after that of a folder that it may be in.</summary>
    /// <param name="folder">Where it was found.</param>
    /// <param name="caseFolder">The case.</param>
    public static string NameOf(string folder, string caseFolder) =>
        Path.GetRelativePath(folder, caseFolder).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>Computes one case, of whatever rules.</summary>
    /// <param name="device">The device.</param>
    /// <param name="caseFolder">The case.</param>
    /// <param name="forwardOnly">Leave gradients out.</param>
    /// <exception cref="InvalidDataException">The case folder is damaged.</exception>
    public static CaseResult Run(ComputeDevice device, string caseFolder, bool forwardOnly = false) =>
        CaseReader.RulesOf(caseFolder) switch
        {
            null => EcosystemCaseRunner.Run(device, caseFolder, forwardOnly),
            SpeciesCaseRunner.Rules => SpeciesCaseRunner.Run(device, caseFolder, forwardOnly),
            CircuitCaseRunner.Rules => CircuitCaseRunner.Run(device, caseFolder, forwardOnly),
            _ => DishCaseRunner.Run(device, caseFolder, forwardOnly),
        };
}
