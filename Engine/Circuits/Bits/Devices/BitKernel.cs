using System.Reflection;
using System.Reflection.Emit;
using GpuEcosystem.Engine.Circuits.Reduction;
using GpuEcosystem.Kernels.Circuits;
using ILGPU;

namespace GpuEcosystem.Engine.Circuits.Bits.Devices;

/// <summary>
/// Writes a network as the body of a kernel that takes a thread's index and a <see cref="BitUpdate"/>: code without jumps, a word of 32
/// cells a thread.
/// </summary>
/// <remarks>
/// ILGPU moves inversions inwards through AND and OR, and computes gates twice where others read them as well. So there are none: a AND
/// NOT b is a XOR (a AND b).
/// </remarks>
internal sealed class BitKernel
{
    private readonly ILGenerator code;
    private readonly GateNetwork network;
    private readonly LocalBuilder place;
    private readonly LocalBuilder taking;
    private readonly LocalBuilder?[] nodes;
    private readonly Dictionary<(int Plane, int Dy), LocalBuilder> rows = [];

    private BitKernel(ILGenerator code, GateNetwork network)
    {
        this.code = code;
        this.network = network;
        place = code.DeclareLocal(typeof(BitPlace));
        taking = code.DeclareLocal(typeof(uint));
        nodes = new LocalBuilder?[network.Nodes];
    }

    /// <summary>Writes a network into an assembly of its own, in memory.</summary>
    /// <param name="network">What is computed.</param>
    public static MethodInfo Write(GateNetwork network)
    {
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Circuit"), AssemblyBuilderAccess.RunAndCollect);
        TypeBuilder type = assembly.DefineDynamicModule("Circuit").DefineType(
            "Circuit", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        MethodBuilder method = type.DefineMethod(
            "Device", MethodAttributes.Public | MethodAttributes.Static, typeof(void), [typeof(Index1D), typeof(BitUpdate)]);
        new BitKernel(method.GetILGenerator(), network).Write();
        return type.CreateType().GetMethod(method.Name)!;
    }

    private void Write()
    {
        Call(nameof(BitUpdate.PlaceOf), () => code.Emit(OpCodes.Ldarg_0));
        code.Emit(OpCodes.Stloc, place);
        Call(nameof(BitUpdate.Taking), () => code.Emit(OpCodes.Ldloca, place));
        code.Emit(OpCodes.Stloc, taking);
        bool[] reachable = network.Reachable();
        for (int node = 0; node < network.Nodes; node++)
        {
            if (reachable[node])
            {
                WriteNode(node);
            }
        }

        for (int output = 0; output < network.Outputs.Length; output++)
        {
            Call(nameof(BitUpdate.Put), () =>
            {
                code.Emit(OpCodes.Ldloca, place);
                code.Emit(OpCodes.Ldc_I4, output);
                code.Emit(OpCodes.Ldloc, nodes[network.Outputs[output]]!);
                code.Emit(OpCodes.Ldloc, taking);
            });
        }

        code.Emit(OpCodes.Ret);
    }

    private void WriteNode(int node)
    {
        if (node < network.Inputs.Length)
        {
            WriteInput(network.Inputs[node]);
        }
        else
        {
            WriteGate(network.Gates[node - network.Inputs.Length]);
        }

        nodes[node] = code.DeclareLocal(typeof(uint));
        code.Emit(OpCodes.Stloc, nodes[node]!);
    }

    private void WriteInput(NetworkInput input)
    {
        (int plane, int dy, int dx) = input;
        if (!rows.TryGetValue((plane, dy), out LocalBuilder? row))
        {
            row = code.DeclareLocal(typeof(BitRow));
            rows.Add((plane, dy), row);
            Call(nameof(BitUpdate.RowAt), () =>
            {
                code.Emit(OpCodes.Ldloca, place);
                code.Emit(OpCodes.Ldc_I4, plane);
                code.Emit(OpCodes.Ldc_I4, dy);
            });
            code.Emit(OpCodes.Stloc, row);
        }

        code.Emit(OpCodes.Ldloc, row);
        code.Emit(OpCodes.Ldfld, typeof(BitRow).GetField(dx switch { -1 => nameof(BitRow.West), 0 => nameof(BitRow.Middle), _ => nameof(BitRow.East) })!);
    }

    private void WriteGate(NetworkGate gate)
    {
        (byte kind, int first, int second) = gate;
        bool inverse = kind >= Gates.Count / 2;
        switch (inverse ? Gates.Count - 1 - kind : kind)
        {
            case 0:
                code.Emit(OpCodes.Ldc_I4_0);
                break;
            case 1:
                WriteBoth(first, second, OpCodes.And);
                break;
            case 2:
                WriteAndNot(first, second);
                break;
            case 3:
                code.Emit(OpCodes.Ldloc, nodes[first]!);
                break;
            case 4:
                WriteAndNot(second, first);
                break;
            case 5:
                code.Emit(OpCodes.Ldloc, nodes[second]!);
                break;
            case 6:
                WriteBoth(first, second, OpCodes.Xor);
                break;
            default:
                WriteBoth(first, second, OpCodes.Or);
                break;
        }

        if (inverse)
        {
            code.Emit(OpCodes.Ldc_I4_M1);
            code.Emit(OpCodes.Xor);
        }
    }

    private void WriteAndNot(int first, int second)
    {
        WriteBoth(first, second, OpCodes.And);
        code.Emit(OpCodes.Ldloc, nodes[first]!);
        code.Emit(OpCodes.Xor);
    }

    private void WriteBoth(int first, int second, OpCode operation)
    {
        code.Emit(OpCodes.Ldloc, nodes[first]!);
        code.Emit(OpCodes.Ldloc, nodes[second]!);
        code.Emit(operation);
    }

    private void Call(string method, Action writeArguments)
    {
        code.Emit(OpCodes.Ldarga, 1);
        writeArguments();
        code.Emit(OpCodes.Call, typeof(BitUpdate).GetMethod(method)!);
    }
}
