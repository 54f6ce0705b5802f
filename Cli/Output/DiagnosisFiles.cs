using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Diagnosis;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output;

/// <summary>The two files of a diagnosis: a report for programs, and a page for people.</summary>
internal sealed class DiagnosisFiles
{
    private const string Extension = ".json";

    /// <summary>Checks that both can be written.</summary>
    /// <exception cref="UserException">They cannot.</exception>
    public DiagnosisFiles(string report)
    {
        if (!report.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            throw new UserException($"the name of a report ends with {Extension}; '{report}' does not");
        }

        Report = report;
        Page = Path.ChangeExtension(report, ".txt");
        AtomicFile.CheckWritable(Report);
        AtomicFile.CheckWritable(Page);
    }

    public string Report { get; }

    public string Page { get; }

    /// <summary>Writes both, each whole or not at all.</summary>
    /// <exception cref="UserException">They cannot be written.</exception>
    public void Write(DeviceDiagnosis diagnosis)
    {
        Write(Report, JsonText.Of(DiagnosisReport.Of(diagnosis)));
        Write(Page, DiagnosisPage.Of(diagnosis));
    }

    /// <summary>Writes both while the diagnosis goes on, which what cannot be written just now does not end.</summary>
    public void TryWrite(DeviceDiagnosis diagnosis)
    {
        try
        {
            Write(diagnosis);
        }
        catch (UserException)
        {
            // The last time says so.
        }
    }

    private static void Write(string path, string text)
    {
        using AtomicFile file = new(path);
        file.Append(text + "\n");
        file.Commit();
    }
}
