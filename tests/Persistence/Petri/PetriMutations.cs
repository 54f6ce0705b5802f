using System.Text;
using System.Text.RegularExpressions;

namespace GpuEcosystem.Tests.Persistence.Petri;

/// <summary>Ways in which a file can be damaged, by chance or on purpose.</summary>
/// <remarks>
/// Not CsCheck's, as for damaged files of our own: headers are JSON in which one number or name is exchanged for one that means
/// something elsewhere, and what fails so is as short as it can be.
/// </remarks>
internal static partial class PetriMutations
{
    private static readonly string[] numbers =
    [
        "-1", "-0", "0", "1", "2", "7", "0.5", "1e0", "1e999", "-1e999", "NaN", "2147483647", "2147483648", "4294967292", "4294967296",
        "9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551615", "99999999999999999999999", "1e308",
        "\"1\"", "null", "true", "[]", "{}", "[1,1,1,1]",
    ];

    /// <summary>Other bytes in a part of a file; in arrays also numbers that are not finite.</summary>
    public static byte[] FlipBytes(Random random, byte[] file, int first, int end)
    {
        byte[] flipped = [.. file];
        for (int count = random.Next(1, 8); count > 0; count--)
        {
            flipped[random.Next(first, end)] ^= (byte)random.Next(1, 256);
        }

        if (random.Next(3) == 0)
        {
            float[] values = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue];
            BitConverter.TryWriteBytes(flipped.AsSpan(first + random.Next((end - first) / 4) * 4), values[random.Next(values.Length)]);
        }

        return flipped;
    }

    /// <summary>Another number, or no number, in place of one; or two that have changed places.</summary>
    public static byte[] ReplaceNumber(Random random, byte[] header)
    {
        string text = Encoding.UTF8.GetString(header);
        MatchCollection all = Number().Matches(text);
        Match match = all[random.Next(all.Count)];
        string value = random.Next(2) == 0 ? numbers[random.Next(numbers.Length)] : all[random.Next(all.Count)].Value;
        return Encoding.UTF8.GetBytes(text[..match.Index] + value + text[(match.Index + match.Length)..]);
    }

    /// <summary>Another value in place of an offset, a length, a shape or any other property.</summary>
    public static byte[] ReplaceValue(Random random, byte[] header)
    {
        string text = Encoding.UTF8.GetString(header);
        MatchCollection all = (random.Next(2) == 0 ? Place() : Property()).Matches(text);
        for (int count = random.Next(1, 4); count > 0; count--)
        {
            Match match = all[random.Next(all.Count)];
            Group value = match.Groups[1];
            string other = random.Next(3) == 0 ? all[random.Next(all.Count)].Groups[1].Value : numbers[random.Next(numbers.Length)];
            string changed = text[..value.Index] + other + text[(value.Index + value.Length)..];
            if (count == 1 || changed.Length != text.Length)
            {
                return Encoding.UTF8.GetBytes(changed);
            }

            text = changed;
        }

        return Encoding.UTF8.GetBytes(text);
    }

    /// <summary>JSON that ends too soon, says things twice, goes too deep, or is no Unicode.</summary>
    public static byte[] BreakText(Random random, byte[] header)
    {
        int at = random.Next(header.Length);
        int length = random.Next(1, Math.Min(200, header.Length - at + 1));
        return random.Next(6) switch
        {
            0 => [.. header[..at], .. header[Math.Min(at + length, header.Length)..]],
            1 => [.. header[..Math.Min(at + length, header.Length)], .. header[at..]],
            2 => [.. header[..at], .. Encoding.UTF8.GetBytes(new string('[', 1000)), .. header[at..]],
            3 => [.. header[..at], .. "\\ud800"u8, .. header[at..]],
            4 => [.. header[..at], 0xc3, 0x28, .. header[at..]],
            _ => header[..at],
        };
    }

    /// <summary>Another magic, version or length of the header; or an end that comes too soon.</summary>
    public static byte[] BreakPrefix(Random random, byte[] file)
    {
        byte[] broken = random.Next(3) == 0 ? file[..random.Next(file.Length)] : [.. file];
        if (broken.Length > 10)
        {
            switch (random.Next(3))
            {
                case 0:
                    broken[random.Next(10)] = (byte)random.Next(256);
                    break;
                case 1:
                    BitConverter.TryWriteBytes(broken.AsSpan(6), random.Next(2) == 0 ? random.Next(-8, 8) : random.Next(2 * file.Length));
                    break;
            }
        }

        return broken;
    }

    [GeneratedRegex(@"(?<=[:,\[])-?\d+(\.\d+)?(?=[,\]}])")]
    private static partial Regex Number();

    [GeneratedRegex("\"(?:offset|length|index|step|speciesCount|gridShape|wallShape|winRateShape|sunBaseShape|sunParamsShape|shape)\":(\\[[^\\]]*\\]|-?\\d+)")]
    private static partial Regex Place();

    [GeneratedRegex("\"\\w+\":(\"[^\"]*\"|-?[\\d.]+|true|false|null)")]
    private static partial Regex Property();
}
