using Xunit;

namespace GpuEcosystem.Tests.Kernels.Barriers;

/// <summary>The flow of a text is followed along every path, and what is not understood is not passed over.</summary>
public class FlowTests
{
    private const string Load = "ld.shared.f32 %f1, [%rd1];";
    private const string Store = "st.shared.f32 [%rd1], %f1;";
    private const string Barrier = "bar.sync 0;";

    [Theory]
    [InlineData(true, Store, Load)]
    [InlineData(true, Load, Store)]
    [InlineData(false, Store, Barrier, Load)]
    [InlineData(false, Load, Barrier, Store)]
    [InlineData(false, Load, Load)]
    [InlineData(true, Store, "ld.f32 %f1, [%rd1];")] // a generic address
    [InlineData(true, Store, "atom.shared.add.u32 %r1, [%rd1], 1;")]
    [InlineData(false, Store, "ld.global.f32 %f1, [%rd1];")]
    [InlineData(false, Store, "ret;", Load)]
    [InlineData(true, Store, "@%p1 ret;", Load)]
    [InlineData(true, Store, "@%p1 bra L_1;", Barrier, "L_1:", Load)]
    [InlineData(false, Store, "@%p1 bra.uni L_1;", Barrier, "bra L_2;", "L_1:", Barrier, "L_2:", Load)]
    [InlineData(true, "L_1:", Store, Barrier, Load, "@!%p1 bra L_1;", "ret;")]
    [InlineData(false, "L_1:", Barrier, Store, Barrier, Load, "@!%p1 bra L_1;", "ret;")]
    public void Ptx_is_followed(bool races, params string[] lines) =>
        Assert.Equal(races, PtxFlow.Read(string.Join('\n', lines)).Races().Count > 0);

    [Theory]
    [InlineData("@%p1 bar.sync 0;")]
    [InlineData("bar.sync 1, 64;")]
    [InlineData("bar.warp.sync 0xffffffff;")]
    [InlineData("call (r), f, (a);")]
    [InlineData("brx.idx %r1, targets;")]
    public void Unknown_ptx_is_refused(string line) => Assert.Throws<NotSupportedException>(() => PtxFlow.Read(line));

    [Theory]
    [InlineData(true, "* p1 = x;", "x = * p1;")]
    [InlineData(true, "x = * p1;", "* p1 = x;")]
    [InlineData(false, "* p1 = x;", "barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);", "x = * p1;")]
    [InlineData(true, "* p1 = x;", "barrier(CLK_GLOBAL_MEM_FENCE);", "x = * p1;")]
    [InlineData(true, "* p1 = x;", "work_group_barrier ( CLK_GLOBAL_MEM_FENCE );", "x = * p1;")]
    [InlineData(true, "* p1 = x;", "if (c)", "barrier(CLK_LOCAL_MEM_FENCE);", "x = * p1;")]
    [InlineData(true, "* p1 = x;", "x = f(p1);")]
    [InlineData(false, "* p1 = x;", "x = * g1;", "p2 = & p1[x];", "p2 = p1;")]
    [InlineData(true, "* p1 = x;", "if (c)", "goto L_1;", "barrier(CLK_LOCAL_MEM_FENCE);", "L_1: ;", "x = * p1;")]
    [InlineData(false, "* p1 = x;", "return ;", "x = * p1;")]
    [InlineData(true, "L_1: ;", "* p1 = x;", "barrier(CLK_LOCAL_MEM_FENCE);", "x = * p1;", "if (c)", "goto L_1;")]
    public void OpenCl_is_followed(bool races, params string[] lines) =>
        Assert.Equal(races, OpenClFlow.Read(Kernel(lines)).Races().Count > 0);

    [Theory]
    [InlineData("switch (x) {")]
    [InlineData("while (c) x = * p1;")]
    public void Unknown_opencl_is_refused(string line) =>
        Assert.Throws<NotSupportedException>(() => OpenClFlow.Read(Kernel(line)));

    // p: pointers to shared memory, g: to global memory, as ILGPU declares them.
    private static string Kernel(params string[] lines) => string.Join('\n', [
        "typedef local float* type_1;",
        "typedef global float* type_2;",
        "kernel void Kernel(", "\tglobal float* view_0)", "{",
        "\ttype_1 var_p1;", "\ttype_1 var_p2;", "\ttype_2 var_g1;", "\tlocal float var_s[64];", "\tvar_p1 = &var_s[0];",
        .. lines.Select(line => line.Replace("p1", "var_p1").Replace("p2", "var_p2").Replace("g1", "var_g1")),
        "}"]);
}
