// Uses captures and graphs of the virtual device rightly, and then wrongly in every way that it knows. What it finds is
// in the test's list in the same order; an answer that is not the driver's is written here.
#include <cstddef>
#include <cstdio>
#include <initializer_list>
#include <thread>

extern "C" {
int cuInit(unsigned);
int cuCtxCreate_v2(void**, unsigned, int);
int cuCtxDestroy_v2(void*);
int cuCtxSetCurrent(void*);
int cuCtxSynchronize();
int cuModuleLoadDataEx(void**, const char*, unsigned, int*, void**);
int cuModuleGetFunction(void**, void*, const char*);
int cuModuleUnload(void*);
int cuMemAlloc_v2(void**, size_t);
int cuMemFree_v2(void*);
int cuMemcpyAsync(void*, void*, size_t, void*);
int cuMemsetD8Async(void*, unsigned char, size_t, void*);
int cuStreamCreate(void**, unsigned);
int cuStreamDestroy_v2(void*);
int cuStreamSynchronize(void*);
int cuLaunchKernel(void*, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, void*, void**, void**);
int cuStreamBeginCapture_v2(void*, int);
int cuStreamEndCapture(void*, void**);
int cuGraphInstantiateWithFlags(void**, void*, unsigned long long);
int cuGraphExecUpdate_v2(void*, void*, void*);
int cuGraphLaunch(void*, void*);
int cuGraphDestroy(void*);
int cuGraphExecDestroy(void*);
}

enum Mode { global, threadLocal, relaxed };

static void* context;
static void* stream;
static void* memory;

#define EXPECT(error, call) \
    if (int answer = call; answer != error) printf("%s answers %d instead of %d\n", #call, answer, error)

static void* load(void** kernel, const char* name) {
    char text[256];
    snprintf(text, sizeof text, ".version 6.0\n.target sm_80\n.address_size 64\n\n"
        ".visible .entry %s(\n\t.param .b32 unused\n)\n{\n\tret;\n}\n", name);
    void* module;
    EXPECT(0, cuModuleLoadDataEx(&module, text, 0, nullptr, nullptr));
    EXPECT(0, cuModuleGetFunction(kernel, module, name));
    return module;
}

static void launch(void* kernel) {
    int unused = 0;
    void* arguments[] = { &unused };
    EXPECT(0, cuLaunchKernel(kernel, 1, 1, 1, 1, 1, 1, 0, stream, arguments, nullptr));
}

static void* capture(void* kernel, unsigned char value, int launches) {
    void* graph;
    EXPECT(0, cuStreamBeginCapture_v2(stream, threadLocal));
    EXPECT(0, cuMemsetD8Async(memory, value, 4, stream));
    for (int i = 0; i < launches; i++) {
        launch(kernel);
    }
    EXPECT(0, cuStreamEndCapture(stream, &graph));
    return graph;
}

static void expectByte(unsigned char value) {
    unsigned char bytes[4];
    EXPECT(0, cuMemcpyAsync(bytes, memory, 4, stream));
    EXPECT(0, cuStreamSynchronize(stream));
    if (bytes[0] != value) {
        printf("the memory holds %d instead of %d\n", bytes[0], value);
    }
}

static int onAnotherThread(int (*call)()) {
    int answer;
    std::thread([&] {
        EXPECT(0, cuCtxSetCurrent(context));
        answer = call();
    }).join();
    return answer;
}

static int allocate() {
    void* allocated;
    int answer = cuMemAlloc_v2(&allocated, 4);
    return answer ? answer : cuMemFree_v2(allocated);
}

// A call that a capture does not survive.
static void breakCapture(int mode, int error, int (*call)()) {
    void* graph;
    EXPECT(0, cuStreamBeginCapture_v2(stream, mode));
    EXPECT(error, call());
    EXPECT(901, cuStreamEndCapture(stream, &graph));
}

int main() {
    void *kernel, *other, *executable, *gone, *second, *ordinary;
    char info[24];
    EXPECT(0, cuInit(0));
    EXPECT(0, cuCtxCreate_v2(&context, 0, 0));
    EXPECT(0, cuStreamCreate(&stream, 1));
    EXPECT(0, cuMemAlloc_v2(&memory, 4));
    load(&kernel, "one");
    void* otherModule = load(&other, "other");

    // Rightly: what is captured runs with the graph, with the arguments of the last update.
    EXPECT(0, cuMemsetD8Async(memory, 1, 4, stream));
    void* graph = capture(kernel, 2, 1);
    expectByte(1);
    EXPECT(0, cuGraphInstantiateWithFlags(&executable, graph, 0));
    EXPECT(0, cuGraphLaunch(executable, stream));
    void* next = capture(kernel, 3, 1);
    EXPECT(0, cuGraphExecUpdate_v2(executable, next, info));
    expectByte(2);
    EXPECT(0, cuGraphLaunch(executable, stream));
    expectByte(3);
    void *more = capture(kernel, 4, 2), *another = capture(other, 4, 1);
    EXPECT(910, cuGraphExecUpdate_v2(executable, more, info));
    EXPECT(910, cuGraphExecUpdate_v2(executable, another, info));
    EXPECT(0, cuGraphLaunch(executable, stream));
    expectByte(3);
    EXPECT(0, cuGraphInstantiateWithFlags(&gone, another, 0));
    for (void* done : { graph, next, more, another }) {
        EXPECT(0, cuGraphDestroy(done));
    }
    EXPECT(0, cuStreamBeginCapture_v2(stream, threadLocal));
    EXPECT(0, onAnotherThread(allocate));
    EXPECT(0, cuStreamEndCapture(stream, &graph));

    // Wrongly.
    breakCapture(relaxed, 900, [] { return cuStreamSynchronize(stream); });
    breakCapture(relaxed, 900, cuCtxSynchronize);
    breakCapture(relaxed, 900, [] { char byte[4] = {}; return cuMemcpyAsync(memory, byte, 4, stream); });
    breakCapture(threadLocal, 900, allocate);
    breakCapture(threadLocal, 900, [] { void* module; return cuModuleLoadDataEx(&module, "", 0, nullptr, nullptr); });
    breakCapture(global, 900, [] { return onAnotherThread(allocate); });
    breakCapture(threadLocal, 908, [] { return onAnotherThread([] { void* made; return cuStreamEndCapture(stream, &made); }); });
    EXPECT(401, cuStreamEndCapture(stream, &second));
    EXPECT(401, cuStreamBeginCapture_v2(nullptr, relaxed));
    EXPECT(0, cuStreamCreate(&ordinary, 0));
    EXPECT(0, cuStreamBeginCapture_v2(ordinary, relaxed));
    EXPECT(906, cuMemsetD8Async(memory, 0, 4, nullptr));
    EXPECT(901, cuStreamEndCapture(ordinary, &second));
    EXPECT(0, cuModuleUnload(otherModule));
    EXPECT(1, cuGraphLaunch(gone, stream));
    EXPECT(0, cuGraphExecDestroy(gone));
    EXPECT(1, cuGraphLaunch(gone, stream));
    EXPECT(1, cuGraphExecDestroy(gone));
    EXPECT(1, cuGraphInstantiateWithFlags(&second, next, 0));
    EXPECT(0, cuMemFree_v2(memory));
    EXPECT(0, cuCtxDestroy_v2(context));
    return 0;
}
