// What the parts of the driver know of each other. Every call of its API holds the gate.
#pragma once
#include "kernel_runtime.h"
#include "ptx.h"
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#define API extern "C" __attribute__((visibility("default"))) int

// CUresult, as cuda.h numbers it.
enum Result {
    success = 0, invalidValue = 1, outOfMemory = 2, notInitialized = 3, invalidDevice = 101, invalidContext = 201,
    invalidPtx = 218, alreadyUnregistered = 713, invalidHandle = 400, illegalState = 401, notFound = 500, notReady = 600,
    notSupported = 801, captureUnsupported = 900, captureInvalidated = 901, captureImplicit = 906, captureWrongThread = 908,
    updateFailure = 910
};

extern std::recursive_mutex gate;
using Lock = std::lock_guard<std::recursive_mutex>;

// Success where the driver is initialised, and where a context is current on this thread.
Result needDriver();
Result needContext(const char* caller);

#define NEEDS_DRIVER \
    Lock lock(gate); \
    if (Result state = needDriver()) return state
#define NEEDS_CONTEXT \
    Lock lock(gate); \
    if (Result state = needContext(__func__)) return state

constexpr size_t memoryBytes = size_t(8) << 30;
constexpr uint32_t sharedMemoryOfAGroup = 48 << 10, threadsOfAGroup = 1024, threadsOfAMultiprocessor = 1536, multiprocessors = 2;

struct Buffer {
    uint64_t address, bytes;
    void* mapped;
    size_t mappedBytes;
    Word* words;
    size_t wordBytes;
};

// The device's buffer in which an address lies, or none.
Buffer* bufferAt(uint64_t address);
size_t buffersAlive();

struct LoadedKernel;

// What is put on a stream. A launch names its kernel.
enum class Kind { launch, copy, set, event };
struct Work {
    Kind kind;
    const LoadedKernel* kernel;
    std::function<void()> run;
};

// Work that is put on a stream runs when somebody waits for it, which is as late as CUDA allows: what a program forgot
// to wait for is then not there.
struct Stream;
Stream* streamFrom(void* handle);
Result enqueue(Stream& stream, Work work);
Result finish(Stream& stream);
void finishAll();

// While a stream is captured, its work goes to a graph, nobody may wait for it, and some calls are forbidden. What is
// forbidden is a finding, and ends the capture without a graph.
bool isCaptured(Stream& stream);
Result record(Stream& stream, Work work);
Result refuseWait(Stream& stream, const char* caller, Result error = captureUnsupported);
Result refuseWaitForAll(const char* caller);
Result refuseUnsafe(const char* caller);
size_t graphsAlive();

struct GraphCounts {
    uint64_t launchesInGraphs, graphs, instantiations;
};

GraphCounts graphCounts();

#define NOT_WHILE_CAPTURING \
    NEEDS_CONTEXT; \
    if (Result refused = refuseUnsafe(__func__)) return refused

// A kernel that has been loaded.
struct LoadedKernel {
    ptx::Kernel kernel;
    std::string label;
    uint32_t accessSites = 0, stateBytes = 0;
    int (*run)(Thread*, void* state, int from) = nullptr;
};

bool isLoaded(const LoadedKernel* kernel);

// Translates and compiles it.
void compile(LoadedKernel& kernel, const std::string& ptxText);

struct Size {
    uint32_t x, y, z;
    uint64_t count() const { return (uint64_t)x * y * z; }
};

// Runs all threads of a launch, one after another, and checks what they do.
void launch(const LoadedKernel& kernel, Size groups, Size groupSize, std::vector<uint8_t> parameters, uint32_t dynamicShared);
uint64_t launches();
