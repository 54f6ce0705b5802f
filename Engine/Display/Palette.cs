namespace GpuEcosystem.Engine.Display;

/// <summary>Colours for the sun, up to 24 species and walls. Colours are RGBA8 with red in the lowest byte.</summary>
public sealed class Palette
{
    /// <summary>The sun's colour in every palette.</summary>
    public const uint Sun = 0xff140e0c;

    /// <summary>The walls' colour in every palette.</summary>
    public const uint Wall = 0xffc8c4c0;

    private static readonly Palette[] all =
    [
        new("vivid",
        [
            0xff4b5c, 0x2fb5ff, 0xffc23d, 0x3ddc84, 0xb36bff, 0xff8a3d, 0x1fe0d4, 0xff6bd0,
            0xa4d65e, 0x5f7dff, 0xd9463e, 0x00a88f, 0xf2e25b, 0x8f4bd8, 0xff9eb0, 0x2f7f4f,
            0x9fe3ff, 0xc98a4b, 0x6a5acd, 0xe0218a, 0x4fa3a5, 0xd6ff8a, 0xa05f7b, 0x7f8fa6,
        ]),

        // Okabe and Ito's eight colours first; further species vary their lightness.
        new("colorblind",
        [
            0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7, 0xf2f2f2,
            0x8f6300, 0x2c6d94, 0x6fd9b8, 0x9b9220, 0x6fb3e0, 0x8a3c00, 0x8a4c6d, 0x9c9c9c,
            0xffcf70, 0xa9dcf7, 0x00614a, 0xfaf5a8, 0x00466e, 0xff9a5c, 0xecb9d4, 0x6b6b6b,
        ]),
        new("pastel",
        [
            0xffadad, 0xa0c4ff, 0xfdffb6, 0xcaffbf, 0xbdb2ff, 0xffd6a5, 0x9bf6ff, 0xffc6ff,
            0xd4e09b, 0x9fb4d9, 0xe8a0bf, 0x8fd3b6, 0xf1e3a0, 0xc3a6e0, 0xf2c9b8, 0x7fb69b,
            0xcfe8f5, 0xd9b99b, 0x9a9ad6, 0xe57fa8, 0x84b8ba, 0xe3f5b0, 0xc596ad, 0xb3bdcb,
        ]),
        new("monochrome", [.. Enumerable.Range(0, 24).Select(n => Grey(n))]),
    ];

    private readonly uint[] species;

    private Palette(string name, uint[] redGreenBlue)
    {
        Name = name;
        species = [.. redGreenBlue.Select(FromRedGreenBlue)];
    }

    /// <summary>The palettes' names, the default first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. all.Select(palette => palette.Name)];

    /// <summary>The palette's name.</summary>
    public string Name { get; }

    /// <summary>The palette of a name.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static Palette Find(string name) =>
        all.FirstOrDefault(palette => string.Equals(palette.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new UserException($"there is no palette '{name}'; there are {string.Join(", ", Names)}");

    /// <summary>The colour of a species, 1 = the first.</summary>
    public uint Species(int n) => species[(n - 1) % species.Length];

    /// <summary>The colours of the sun, of a number of species, and of walls.</summary>
    public uint[] Colours(int speciesCount) =>
        [Sun, .. Enumerable.Range(1, speciesCount).Select(Species), Wall];

    // Neighbouring numbers lie far apart: 24 greys, visited in steps of 7, on either side of the walls' grey.
    private static uint Grey(int n)
    {
        int level = n * 7 % 24;
        uint value = (uint)(level < 6 ? 255 - 8 * level : 182 - 8 * (level - 6));
        return value << 16 | value << 8 | value;
    }

    /// <summary>An opaque colour from its usual notation, red in the highest of three bytes.</summary>
    internal static uint FromRedGreenBlue(uint colour) =>
        0xff000000 | (colour & 0xff) << 16 | (colour & 0xff00) | colour >> 16;
}
