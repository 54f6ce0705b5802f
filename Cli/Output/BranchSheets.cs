using System.Globalization;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Output;

/// <summary>Pictures of all branches, on as many sheets as they fill; a sheet is written as soon as it is full.</summary>
/// <param name="target">Where they go.</param>
/// <param name="palette">Their colours.</param>
/// <param name="branches">How many there will be.</param>
internal sealed class BranchSheets(BranchFolder target, Palette palette, int branches) : IDisposable
{
    // More than these are too small to be seen together.
    private const int MostOnSheet = 100;

    private ContactSheet sheet = new();
    private int written;

    /// <summary>Adds a branch.</summary>
    public void Add(World world, BranchReport branch, string name)
    {
        RunReport report = branch.Report;
        int alive = report.Populations.Skip(1).Count(population => population > 1);
        string caption = string.Create(CultureInfo.InvariantCulture, $"{alive} alive, entropy {report.NormalizedEntropy:0.00}");
        if (report.Loss is float loss)
        {
            caption += string.Create(CultureInfo.InvariantCulture, $", loss {loss:0.000}");
        }

        sheet.Add(world, palette, $"{name}  {branch.Label}", branch.Death is null ? caption : $"dead, {caption}");
        if (sheet.Count == MostOnSheet)
        {
            Write();
        }
    }

    /// <summary>Writes the last of them.</summary>
    public void Write()
    {
        if (sheet.Count == 0)
        {
            return;
        }

        sheet.Write(target.Sheet(branches > MostOnSheet ? ++written : null));
        sheet.Dispose();
        sheet = new ContactSheet();
    }

    public void Dispose() => sheet.Dispose();
}
