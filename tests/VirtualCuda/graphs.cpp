// The driver's API: streams that are captured, and graphs.
#include "driver.h"
#include "findings.h"
#include "settings.h"
#include <chrono>
#include <map>
#include <thread>

// A function that drivers have since a version of CUDA; an older one does not let it be found.
#define GRAPH_API(since, name, ...) \
    static int name##Body(__VA_ARGS__); \
    extern "C" decltype(&name##Body) name##Find() { return settings::graphs() >= since ? &name##Body : nullptr; } \
    extern "C" __attribute__((visibility("default"), ifunc(#name "Find"))) int name(__VA_ARGS__); \
    static int name##Body(__VA_ARGS__)
#define MAY_BE_REFUSED(name) \
    NEEDS_CONTEXT; \
    if (settings::refused(#name)) return notSupported

namespace {

enum Mode { global, threadLocal, relaxed };
enum Difference { none, count = 2, kind, function };

struct Capture {
    int mode;
    std::thread::id thread;
    std::vector<Work> nodes;
    bool isBroken;
};

using Graph = std::vector<Work>;

std::map<Stream*, Capture> captures;
std::map<void*, Graph> graphs, executables;
uint64_t instantiateCount, graphCount, launchCount;

// No handle is given out twice, so that one that is used too late shows.
void* newHandle() {
    static uintptr_t last;
    return (void*)(last += 8);
}

Graph* find(std::map<void*, Graph>& all, void* handle, const char* caller) {
    auto found = all.find(handle);
    if (found == all.end()) {
        finding("%s with a graph that is not there", caller);
        return nullptr;
    }
    return &found->second;
}

int destroy(std::map<void*, Graph>& all, void* handle, const char* caller) {
    if (!find(all, handle, caller)) {
        return invalidValue;
    }
    all.erase(handle);
    return success;
}

Result refuse(Capture& capture, const char* caller, Result error) {
    capture.isBroken = true;
    finding("%s while a stream is captured", caller);
    return error;
}

int instantiate(void** executable, void* handle, const char* caller) {
    Graph* graph = find(graphs, handle, caller);
    if (!graph) {
        return invalidValue;
    }
    instantiateCount++;
    *executable = newHandle();
    executables[*executable] = *graph;
    return success;
}

Difference difference(const Graph& a, const Graph& b) {
    if (a.size() != b.size()) {
        return count;
    }
    for (size_t i = 0; i < a.size(); i++) {
        if (a[i].kind != b[i].kind) {
            return kind;
        }
        if (a[i].kernel != b[i].kernel) {
            return function;
        }
    }
    return none;
}

int update(void* executable, void* handle, int* result, const char* caller) {
    Graph *old = find(executables, executable, caller), *graph = find(graphs, handle, caller);
    if (!old || !graph) {
        return invalidValue;
    }
    *result = difference(*old, *graph);
    if (*result != none) {
        return updateFailure;
    }
    *old = *graph;
    return success;
}

}  // namespace

bool isCaptured(Stream& stream) {
    return captures.count(&stream);
}

Result record(Stream& stream, Work work) {
    Capture& capture = captures[&stream];
    if (capture.isBroken) {
        return captureInvalidated;
    }
    if (work.kind == Kind::event) {
        return refuse(capture, "event, which is legal but unknown here,", captureUnsupported);
    }
    capture.nodes.push_back(std::move(work));
    return success;
}

Result refuseWait(Stream& stream, const char* caller, Result error) {
    return isCaptured(stream) ? refuse(captures[&stream], caller, error) : success;
}

Result refuseWaitForAll(const char* caller) {
    Result result = success;
    for (auto& capture : captures) {
        result = refuse(capture.second, caller, captureUnsupported);
    }
    return result;
}

Result refuseUnsafe(const char* caller) {
    Result result = success;
    for (auto& [stream, capture] : captures) {
        bool isMine = capture.thread == std::this_thread::get_id();
        if (capture.mode == global || (capture.mode == threadLocal && isMine)) {
            result = refuse(capture, caller, captureUnsupported);
        }
    }
    return result;
}

size_t graphsAlive() {
    return graphs.size() + executables.size();
}

GraphCounts graphCounts() {
    return { launchCount, graphCount, instantiateCount };
}

GRAPH_API(11, cuStreamBeginCapture_v2, void* handle, int mode) {
    MAY_BE_REFUSED(cuStreamBeginCapture_v2);
    Stream* stream = streamFrom(handle);
    if (!handle || !stream || isCaptured(*stream)) {
        finding("begin of a capture of the default stream, no stream, or one that is captured already");
        return illegalState;
    }
    captures[stream] = { mode, std::this_thread::get_id(), {}, false };
    return success;
}

GRAPH_API(11, cuStreamEndCapture, void* handle, void** graph) {
    std::this_thread::sleep_for(std::chrono::microseconds(300));  // in which other threads may do what they must not
    NEEDS_CONTEXT;
    *graph = nullptr;
    auto found = captures.find(streamFrom(handle));
    if (found == captures.end()) {
        finding("end of a capture that was not begun");
        return illegalState;
    }
    Capture capture = std::move(found->second);
    if (capture.mode != relaxed && capture.thread != std::this_thread::get_id()) {
        found->second = std::move(capture);
        return refuse(found->second, "end on another thread", captureWrongThread);
    }
    captures.erase(found);
    if (capture.isBroken) {
        return captureInvalidated;
    }
    if (settings::refused("cuStreamEndCapture")) {
        return notSupported;
    }
    *graph = newHandle();
    graphs[*graph] = std::move(capture.nodes);
    return success;
}

GRAPH_API(11, cuGraphInstantiate_v2, void** executable, void* graph, void**, char*, size_t) {
    NEEDS_CONTEXT;
    return instantiate(executable, graph, "cuGraphInstantiate_v2");
}

GRAPH_API(12, cuGraphInstantiateWithFlags, void** executable, void* graph, unsigned long long) {
    MAY_BE_REFUSED(cuGraphInstantiateWithFlags);
    return instantiate(executable, graph, "cuGraphInstantiateWithFlags");
}

GRAPH_API(11, cuGraphExecUpdate, void* executable, void* graph, void** node, int* result) {
    NEEDS_CONTEXT;
    *node = nullptr;
    return update(executable, graph, result, "cuGraphExecUpdate");
}

struct UpdateInfo {
    int result;
    void *node, *nodeOfGraph;
};

GRAPH_API(12, cuGraphExecUpdate_v2, void* executable, void* graph, UpdateInfo* info) {
    MAY_BE_REFUSED(cuGraphExecUpdate_v2);
    *info = {};
    return update(executable, graph, &info->result, "cuGraphExecUpdate_v2");
}

GRAPH_API(11, cuGraphLaunch, void* executable, void* handle) {
    MAY_BE_REFUSED(cuGraphLaunch);
    Stream* stream = streamFrom(handle);
    Graph* graph = find(executables, executable, "cuGraphLaunch");
    if (!graph || !stream) {
        return invalidValue;
    }
    if (Result refused = refuseWait(*stream, "graph, which is legal but unknown here,")) {
        return refused;
    }
    for (const Work& work : *graph) {
        if (work.kernel && !isLoaded(work.kernel)) {
            finding("cuGraphLaunch with a kernel that was unloaded");
            return invalidValue;
        }
    }
    graphCount++;
    for (const Work& work : *graph) {
        launchCount += work.kind == Kind::launch;
        if (Result result = enqueue(*stream, work)) {
            return result;
        }
    }
    return success;
}

GRAPH_API(11, cuGraphDestroy, void* graph) {
    NEEDS_CONTEXT;
    return destroy(graphs, graph, "cuGraphDestroy");
}

GRAPH_API(11, cuGraphExecDestroy, void* executable) {
    NEEDS_CONTEXT;
    return destroy(executables, executable, "cuGraphExecDestroy");
}
