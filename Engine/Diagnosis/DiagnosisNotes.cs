namespace GpuEcosystem.Engine.Diagnosis;

/// <summary>The diagnosis as it grows, told to somebody after every change, until it is closed.</summary>
internal sealed class DiagnosisNotes(DeviceDiagnosis start, Action<DeviceDiagnosis> changed, Func<TimeSpan> elapsed)
{
    private readonly Lock exclusive = new();
    private DeviceDiagnosis current = start;
    private bool closed;

    /// <summary>Adds to it; in vain once it is closed.</summary>
    public void Update(Func<DeviceDiagnosis, DeviceDiagnosis> change)
    {
        lock (exclusive)
        {
            if (!closed)
            {
                current = change(current) with { Seconds = elapsed().TotalSeconds };
                changed(current);
            }
        }
    }

    /// <summary>Adds a stage, or how it ended.</summary>
    public void Update(StageResult stage) => Update(diagnosis => diagnosis with
    {
        Stages = [.. diagnosis.Stages.Where(other => other.Name != stage.Name), stage],
    });

    /// <summary>Makes a last change, after which a thread that is stuck can do no harm any more.</summary>
    public DeviceDiagnosis Close(Func<DeviceDiagnosis, DeviceDiagnosis> change)
    {
        lock (exclusive)
        {
            Update(change);
            closed = true;
            return current;
        }
    }
}
