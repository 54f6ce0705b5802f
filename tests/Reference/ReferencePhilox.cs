namespace GpuEcosystem.Tests.Reference;

/// <summary>Section 12: Philox4x32-10, counter-based random numbers (Salmon et al. 2011).</summary>
public static class ReferencePhilox
{
    private const int Rounds = 10;

    /// <summary>Four random words for a counter of four words and a key of two.</summary>
    public static uint[] Draw(uint[] counter, uint[] key)
    {
        ulong c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
        ulong k0 = key[0], k1 = key[1];
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = 0xD2511F53UL * c0;
            var product1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = (High(product1) ^ c1 ^ k0, Low(product1), High(product0) ^ c3 ^ k1, Low(product0));
            k0 = Low(k0 + 0x9E3779B9UL);
            k1 = Low(k1 + 0xBB67AE85UL);
        }

        return [(uint)c0, (uint)c1, (uint)c2, (uint)c3];
    }

    private static ulong High(ulong word) => word >> 32;

    private static ulong Low(ulong word) => word & 0xFFFFFFFFUL;
}
