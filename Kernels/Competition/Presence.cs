using GpuEcosystem.Kernels.Layout;
using GpuEcosystem.Kernels.Simd;

namespace GpuEcosystem.Kernels.Competition;

/// <summary>
/// Who counts in a cell under <see cref="OppositionKind.Present"/>. <see cref="Norms"/> leaves a mark where an entity does not, and
/// whoever comes after goes by it: what such an entity proposes may be anything, and no result depends on it.
/// </summary>
public static class Presence
{
    /// <summary>A species is present where its neighbourhood holds more than this, walls aside.</summary>
    public const float Threshold = 0.05f;

    /// <summary>In place of the lengths of an entity's vectors, and of its factors: it does not count. As an energy, it weighs nothing.</summary>
    internal const float Absent = -1e30f;

    /// <summary>Whether an entity counts in a cell.</summary>
    internal static bool Has(in Planes norms, int entity, int y, int x) => norms.At(entity, y, x) >= 0;

    /// <summary>Whether an entity counts anywhere in a part of a row.</summary>
    internal static unsafe bool IsInRow(in Planes norms, int entity, int y, int x, int columns) =>
        new ReadOnlySpan<float>(norms.Row(entity, y, x), columns).ContainsAnyExcept(Absent);

    /// <summary>The entities that count anywhere in a part of a row, in order.</summary>
    /// <returns>How many.</returns>
    internal static unsafe int ListInRow(in Planes norms, int entities, int y, int x, int columns, int* list) =>
        Rows.ListOthers(norms, entities, y, x, columns, Absent, list);
}
