using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Exporters.Csv;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace GpuEcosystem.Benchmarks;

/// <summary>How everything is measured and shown.</summary>
internal sealed class Settings : ManualConfig
{
    public Settings()
    {
        // BenchmarkDotNet's own child project is looked for under the assembly's name, which is not the project file's
        // here, and would start every benchmark with a build and a check of the device. In this process both happen once.
        // As the default, the job is what options such as `--iterationCount` change.
        AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(2)
            .WithIterationCount(8)
            .WithIterationTime(TimeInterval.FromMilliseconds(250))
            .AsDefault());
        AddColumn(
            TargetMethodColumn.Type, TargetMethodColumn.Method, StatisticColumn.Min, StatisticColumn.Median,
            BaselineRatioColumn.RatioMean, new CostColumn(), new ThroughputColumn());
        AddColumnProvider(DefaultColumnProviders.Params);
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub, CsvExporter.Default);
        WithSummaryStyle(SummaryStyle.Default.WithTimeUnit(TimeUnit.Millisecond).WithMaxParameterColumnWidth(40));
    }
}
