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

        // Even steps of two scales, the first eight far apart.
        new("viridis",
        [
            0x31678e, 0xfde725, 0x29a983, 0x471e6d, 0x80d251, 0x414285, 0x26838e, 0xc7e02a,
            0x45bd73, 0x440154, 0x23918c, 0xe2e428, 0x2c758e, 0x58c468, 0x1f9e89, 0x461260,
            0xaddc33, 0x385b8c, 0x32b47c, 0x482a79, 0x69cc5d, 0x3d4e8a, 0x98d744, 0x45377f,
        ]),
        new("magma",
        [
            0x982d7f, 0xf3695f, 0x3b106a, 0xfcfdbf, 0xfeab77, 0xc83e73, 0x641c7e, 0xfed598,
            0xfb8c66, 0x461076, 0xe05268, 0xfdeeb1, 0x862880, 0xf77b62, 0x752181, 0xfee2a5,
            0xa8337c, 0xfd9d6d, 0xb83978, 0x55177a, 0xfeba81, 0xd5486e, 0xfec88c, 0xec5b61,
        ]),

        // Families of colours: each lies as far in Oklab as can be from those before it, the sun and walls.
        new("neon",
        [
            0xcb00f7, 0xf61f0c, 0x07a223, 0x0387f0, 0x9bfa18, 0xfb73bf, 0xfb9a09, 0x37d385,
            0xa97cf0, 0xfcd936, 0xe90ba1, 0x37fec5, 0xb4bf12, 0xf9725f, 0xf847ef, 0xd65076,
            0xbd5ab6, 0x0ce534, 0xe18efa, 0xeefd00, 0xa052ff, 0x52be14, 0xff4492, 0x7871f0,
        ]),
        new("earth",
        [
            0x984527, 0x83973b, 0xd87a6b, 0x47540a, 0xfddb7c, 0xd1a84c, 0x696f5c, 0xf7a091,
            0xaf731e, 0xa0a692, 0x62443f, 0xbcd276, 0xf9d5cb, 0x9a7873, 0x6a7301, 0xe6bf8a,
            0xb69151, 0x754e05, 0xb2584b, 0x90620e, 0x9aad5e, 0x822d22, 0x899174, 0xd8e5b3,
        ]),
        new("ocean",
        [
            0x3a50d2, 0x2a8d6a, 0x8b8efe, 0x2e5263, 0x54fcc0, 0x0dc59b, 0x7175a2, 0x2ec5ff,
            0xb1f6fe, 0x83a1ba, 0x0882f9, 0x0168a4, 0x42418f, 0x1c93b1, 0x0deaf3, 0xa1b0f9,
            0x476c5c, 0x6969d6, 0x27a4fa, 0x7ad8b1, 0x689e86, 0xd4d8fc, 0x025c41, 0x5d607f,
        ]),
        new("sunset",
        [
            0x9a00b4, 0x795f05, 0xf93f64, 0xe371fd, 0xc4940d, 0xa30740, 0x9b75a3, 0xffd763,
            0xfd8db1, 0x603e68, 0xda2db1, 0xc3520d, 0xf47029, 0xfeac74, 0x803200, 0xf6b3fa,
            0xa7408b, 0xca8984, 0x975a5f, 0x820a73, 0xd179bf, 0xa47c4e, 0xc85c7a, 0xb35ac7,
        ]),
        new("forest",
        [
            0x01781e, 0xd6fc07, 0x24ca41, 0xac8d32, 0x4efccb, 0xe9bc2a, 0x584c2c, 0x28a78d,
            0xf3eab3, 0x519b08, 0x4e786c, 0x6ecc9c, 0x75ef57, 0x787101, 0xa7b324, 0xb0aa86,
            0xb6de8d, 0x045d29, 0x7e8b6a, 0xb6f8e5, 0xf7dc28, 0xb7fea7, 0x418c54, 0x76ae69,
        ]),
        new("candy",
        [
            0xf45340, 0x49ac0d, 0xba66e9, 0xf6f005, 0x069ed9, 0x1af091, 0xe2a013, 0xfd96f4,
            0x8cfffa, 0xc8849f, 0x39bd9f, 0xa2a4f9, 0x2ad6f9, 0xa9c706, 0x979653, 0xfada99,
            0xe452a7, 0xfb9989, 0xbafea3, 0x7885f7, 0xce7b2a, 0x97d395, 0xedc2fb, 0xf5c415,
        ]),
    ];

    private readonly uint[] species;

    private Palette(string name, uint[] redGreenBlue)
    {
        Name = name;
        species = [.. redGreenBlue.Select(FromRedGreenBlue)];
    }

    /// <summary>The palettes' names, the default first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. all.Select(palette => palette.Name)];

    /// <summary>All palettes, the default first.</summary>
    public static IReadOnlyList<Palette> All => all;

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
