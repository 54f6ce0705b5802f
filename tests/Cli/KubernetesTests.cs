using k8s;
using k8s.Models;
using Xunit;
using YamlDotNet.Core;

namespace GpuEcosystem.Tests.Cli;

/// <summary>The manifest that starts workers on Kubernetes, as its own client reads it.</summary>
public sealed class KubernetesTests
{
    private static readonly string manifest = string.Join('\n', GeneratedFile.ReadLines("deploy/kubernetes.yaml"));

    /// <summary>It has no field that a Job has not; one letter less is noticed.</summary>
    [Fact]
    public void The_manifest_is_a_job()
    {
        V1Job job = Read(manifest);
        Assert.Equal(("batch/v1", "Job"), (job.ApiVersion, job.Kind));
        Assert.InRange(job.Spec.Parallelism ?? 0, 2, 1000);

        // With it the first worker to end would be the last; and a policy for failures is for pods that are not restarted in place.
        Assert.Null(job.Spec.Completions);
        Assert.Equal("Never", job.Spec.Template.Spec.RestartPolicy);
        Assert.Throws<YamlException>(() => Read(manifest.Replace("parallelism: 32", "paralelism: 32", StringComparison.Ordinal)));
        Assert.Throws<YamlException>(() => Read(manifest.Replace("      onExitCodes", "      onExitCode", StringComparison.Ordinal)));
    }

    /// <summary>What the parts say of each other goes together, and the program understands what it is told.</summary>
    [Fact]
    public void The_parts_go_together()
    {
        V1JobSpec spec = Read(manifest).Spec;
        V1Container container = Assert.Single(spec.Template.Spec.Containers);
        V1PodFailurePolicyRule stopped = spec.PodFailurePolicy.Rules[0];
        Assert.Equal(container.Name, stopped.OnExitCodes.ContainerName);
        Assert.Equal(container.Args[^1], Assert.Single(stopped.OnExitCodes.Values)!.ToString());
        Assert.Equal(
            spec.Template.Spec.Volumes.Select(volume => volume.Name).Order(), container.VolumeMounts.Select(mount => mount.Name).Order());
        Assert.All(container.Resources.Requests, one => Assert.True(one.Value.ToDecimal() <= container.Resources.Limits[one.Key].ToDecimal()));
        Assert.Equal(GpuEcosystem.Discovery.Stores.StorePlace.Variable, Assert.Single(container.Env).Name);

        using TemporaryFolder folder = new();
        File.WriteAllText(folder["experiment.json"], MarkdownCode.Of("docs/discovery.md", "```json"));
        Assert.Equal("/experiment/experiment.json", container.Args[1]);
        Invocation told = ProgramProcess.Run(
            new Dictionary<string, string?> { [container.Env[0].Name] = "postgres://127.0.0.1:1/nowhere?experiment=x" },
            [container.Args[0], folder["experiment.json"], .. container.Args.Skip(2), "--device", "cpu"]);
        Assert.Contains("gpueco: cannot use the database 'postgres://127.0.0.1:1/nowhere?experiment=x': Failed to connect", told.Error, StringComparison.Ordinal);
    }

    private static V1Job Read(string text) => KubernetesYaml.Deserialize<V1Job>(text, strict: true);
}
