using System.Net;
using System.Reflection;
using System.Text;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Output.Gallery;

/// <summary>The page of a report: one file that holds all but pictures, and asks nobody for anything.</summary>
internal static class GalleryPage
{
    /// <summary>Its name.</summary>
    public const string Name = "index.html";

    private static readonly Lazy<string> script = new(() => Read("report.js"));
    private static readonly Lazy<string> style = new(() => Read("report.css"));

    /// <summary>Writes it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="report">What it tells.</param>
    public static void Write(string path, GalleryReport report) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(Of(report))));

    // In JSON, letters that mean something to HTML are written by their numbers.
    private static string Of(GalleryReport report) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(report.Results.Name)}</title>
        <style>{style.Value}</style>
        </head>
        <body>
        <noscript>This page is drawn by the script that it holds; allow it to run. The pictures lie beside it.</noscript>
        <script type="application/json" id="report">{JsonText.LineOf(report)}</script>
        <script type="module">{script.Value}</script>
        </body>
        </html>

        """;

    private static string Read(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"report/{name}")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
