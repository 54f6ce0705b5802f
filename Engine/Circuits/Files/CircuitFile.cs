using System.Text;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Engine.Circuits.Files;

/// <summary>Files of circuits, <c>.circuit</c>: JSON to be read by anybody.</summary>
public static class CircuitFile
{
    /// <summary>What names of such files end with.</summary>
    public const string Ending = ".circuit";

    /// <summary>Writes a file whole or not at all; an older one is replaced.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="circuit">What is written.</param>
    /// <exception cref="UserException">It cannot be written.</exception>
    public static void Write(string path, StoredCircuit circuit) =>
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(TextOf(circuit))));

    /// <summary>The text of a file.</summary>
    public static string TextOf(StoredCircuit circuit) => CircuitText.Write(circuit);

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its name.</param>
    /// <exception cref="UserException">There is none, or it is none of a circuit; the message names it and says what is wrong.</exception>
    public static StoredCircuit Read(string path) => JsonShape.Read(InputFile.ReadText(path), $"'{path}'", CircuitText.Read);
}
