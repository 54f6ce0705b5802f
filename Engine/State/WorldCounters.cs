using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Hashing;

namespace GpuEcosystem.Engine.State;

/// <summary>Where a world stands.</summary>
/// <param name="Step">Steps done since it began.</param>
/// <param name="WorldSeed">What its random numbers come from.</param>
/// <param name="Scattered">Random numbers drawn for scattered seeds.</param>
/// <param name="Respawns">How often each species has come back.</param>
/// <param name="Optimizers">The optimiser that each group's memory belongs to; empty before the first learning pass.</param>
internal sealed record WorldCounters(
    long Step,
    ulong WorldSeed,
    ulong Scattered,
    ImmutableArray<int> Respawns,
    ImmutableArray<OptimizerKind> Optimizers)
{
    /// <summary>Adds all numbers to a hash, little-endian; lists begin with their length.</summary>
    public void AppendTo(NonCryptographicHashAlgorithm hash)
    {
        long[] numbers =
        [
            Step, unchecked((long)WorldSeed), unchecked((long)Scattered),
            Respawns.Length, .. Respawns.Select(count => (long)count),
            Optimizers.Length, .. Optimizers.Select(kind => (long)kind),
        ];
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        foreach (long number in numbers)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
            hash.Append(bytes);
        }
    }
}
