using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using GpuEcosystem.Engine.Circuits.Reduction;

namespace GpuEcosystem.Engine.Circuits.Bits;

/// <summary>Writes the loop of a <see cref="CompiledCircuit"/>. A gate that is read once stands where it is read; others are kept in locals.</summary>
internal sealed class CircuitEmitter
{
    // A deeper expression keeps more values at once than there are registers.
    private const int DeepestExpression = 24;

    private const int Target = 3;
    private const int Bytes = 4;

    private readonly ILGenerator code;
    private readonly GateNetwork network;
    private readonly BitLayout layout;
    private readonly Type operations;
    private readonly Type vector;
    private readonly LocalBuilder offset;
    private readonly LocalBuilder?[] locals;
    private readonly bool[] isInline;

    private CircuitEmitter(ILGenerator code, GateNetwork network, in BitLayout layout)
    {
        this.code = code;
        this.network = network;
        this.layout = layout;
        (operations, vector) = layout.VectorBits switch
        {
            512 => (typeof(Vector512), typeof(Vector512<ulong>)),
            256 => (typeof(Vector256), typeof(Vector256<ulong>)),
            _ => (typeof(Vector128), typeof(Vector128<ulong>)),
        };
        offset = code.DeclareLocal(typeof(nint));
        locals = new LocalBuilder?[network.Nodes];
        isInline = FindInline(network);
    }

    /// <summary>Writes a method whose arguments are the rows above, at and below, the target's row, and the bytes of a plane's vectors.</summary>
    public static void Emit(ILGenerator code, GateNetwork network, in BitLayout layout) => new CircuitEmitter(code, network, layout).EmitLoop();

    private void EmitLoop()
    {
        Label next = code.DefineLabel();
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Conv_I);
        code.Emit(OpCodes.Stloc, offset);
        code.MarkLabel(next);
        for (int node = network.Inputs.Length; node < network.Nodes; node++)
        {
            if (!isInline[node])
            {
                EmitGate(node);
                locals[node] = code.DeclareLocal(vector);
                code.Emit(OpCodes.Stloc, locals[node]!);
            }
        }

        for (int output = 0; output < network.Outputs.Length; output++)
        {
            EmitValue(network.Outputs[output]);
            EmitAddress(Target, output * layout.PlaneBytes + layout.VectorBytes);
            Call("Store");
        }

        code.Emit(OpCodes.Ldloc, offset);
        code.Emit(OpCodes.Ldc_I4, layout.VectorBytes);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Stloc, offset);
        code.Emit(OpCodes.Ldloc, offset);
        code.Emit(OpCodes.Ldarg, Bytes);
        code.Emit(OpCodes.Blt, next);
        code.Emit(OpCodes.Ret);
    }

    private void EmitValue(int node)
    {
        if (node < network.Inputs.Length)
        {
            (int plane, int dy, int dx) = network.Inputs[node];
            EmitAddress(1 + dy, plane * layout.PlaneBytes + (1 + dx) * layout.VectorBytes);
            Call("Load");
        }
        else if (locals[node] is LocalBuilder local)
        {
            code.Emit(OpCodes.Ldloc, local);
        }
        else
        {
            EmitGate(node);
        }
    }

    private void EmitGate(int node)
    {
        (byte kind, int first, int second) = network.Gates[node - network.Inputs.Length];
        if (kind is 0 or Gates.Count - 1)
        {
            code.Emit(OpCodes.Call, vector.GetProperty(kind == 0 ? "Zero" : "AllBitsSet")!.GetMethod!);
            return;
        }

        bool inverse = kind > Gates.Count / 2 - 1;
        kind = inverse ? (byte)(Gates.Count - 1 - kind) : kind;
        (first, second) = kind == 4 ? (second, first) : (first, second);
        if (Gates.ReadsFirst(kind) || kind == 4)
        {
            EmitValue(first);
        }

        if (Gates.ReadsSecond(kind) || kind == 4)
        {
            EmitValue(second);
        }

        if (kind is not (3 or 5))
        {
            Call(kind switch { 1 => "BitwiseAnd", 6 => "Xor", 7 => "BitwiseOr", _ => "AndNot" });
        }

        if (inverse)
        {
            Call("OnesComplement");
        }
    }

    private void EmitAddress(int argument, int place)
    {
        code.Emit(OpCodes.Ldarg, argument);
        code.Emit(OpCodes.Ldloc, offset);
        code.Emit(OpCodes.Add);
        code.Emit(OpCodes.Ldc_I4, place);
        code.Emit(OpCodes.Add);
    }

    private void Call(string name) => code.Emit(OpCodes.Call, operations.GetMethod(name)!.MakeGenericMethod(typeof(ulong)));

    // Gates that are read once, in expressions that are not too deep.
    private static bool[] FindInline(GateNetwork network)
    {
        int[] readers = new int[network.Nodes];
        foreach ((byte kind, int first, int second) in network.Gates)
        {
            readers[first] += Gates.ReadsFirst(kind) ? 1 : 0;
            readers[second] += Gates.ReadsSecond(kind) ? 1 : 0;
        }

        foreach (int output in network.Outputs)
        {
            readers[output]++;
        }

        bool[] isInline = new bool[network.Nodes];
        int[] depths = new int[network.Nodes];
        for (int node = network.Inputs.Length; node < network.Nodes; node++)
        {
            (_, int first, int second) = network.Gates[node - network.Inputs.Length];
            depths[node] = 1 + Math.Max(isInline[first] ? depths[first] : 0, isInline[second] ? depths[second] : 0);
            isInline[node] = readers[node] == 1 && depths[node] < DeepestExpression;
        }

        return isInline;
    }
}
