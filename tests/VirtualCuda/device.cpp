// The driver's API: the device, its properties and contexts.
#include "driver.h"
#include "findings.h"
#include "settings.h"
#include <algorithm>
#include <cstdio>
#include <set>

namespace {

constexpr int capabilityMajor = 8, capabilityMinor = 6, driverVersion = 11080;

struct Context {
    int unused;
};

bool initialised;
std::set<Context*> contexts;
thread_local Context* current;

}  // namespace

std::recursive_mutex gate;

Result needDriver() {
    return initialised ? success : notInitialized;
}

Result needContext(const char* caller) {
    if (!initialised) {
        return notInitialized;
    }
    if (!contexts.count(current)) {
        finding("%s without a current context on this thread", caller);
        return invalidContext;
    }
    return success;
}

API cuInit(int) {
    Lock lock(gate);
    initialised = true;
    return success;
}

API cuDriverGetVersion(int* version) {
    *version = driverVersion;
    return success;
}

API cuDeviceGetCount(int* count) {
    NEEDS_DRIVER;
    *count = 1;
    return success;
}

API cuDeviceGet(int* device, int ordinal) {
    NEEDS_DRIVER;
    *device = 0;
    return ordinal == 0 ? success : invalidDevice;
}

API cuDeviceGetName(char* name, int length, int) {
    NEEDS_DRIVER;
    snprintf(name, (size_t)length, "PTX on this CPU (sm_%d%d)", capabilityMajor, capabilityMinor);
    return success;
}

API cuDeviceTotalMem_v2(size_t* bytes, int) {
    NEEDS_DRIVER;
    *bytes = memoryBytes;
    return success;
}

// The numbers are those of CUdevice_attribute in cuda.h.
API cuDeviceGetAttribute(int* value, int attribute, int) {
    NEEDS_DRIVER;
    switch (attribute) {
        case 1: *value = threadsOfAGroup; break;
        case 2: case 3: *value = 1024; break;             // a group's width and height
        case 4: *value = 64; break;                       // and depth
        case 5: case 11: *value = 2147483647; break;      // the grid's width; the pitch of a copy
        case 6: case 7: *value = 65535; break;            // the grid's height and depth
        case 8: *value = (int)sharedMemoryOfAGroup; break;
        case 9: case 12: case 82: *value = 65536; break;  // constant memory; registers of a group, of a multiprocessor
        case 10: *value = 32; break;                      // threads of a warp
        case 13: *value = 1500000; break;                 // clock, kHz
        case 16: *value = multiprocessors; break;
        case 19: case 33: case 41: case 83: case 90: case 91: *value = 1; break;
        case 36: *value = 7000000; break;                 // memory's clock, kHz
        case 37: *value = 192; break;                     // memory's width, bits
        case 38: *value = 3 << 20; break;                 // cache
        case 39: *value = threadsOfAMultiprocessor; break;
        case 40: *value = 2; break;                       // copy engines
        case 75: *value = capabilityMajor; break;
        case 76: *value = capabilityMinor; break;
        case 81: *value = 102400; break;                  // shared memory of a multiprocessor
        default: *value = 0; break;                       // what it lacks
    }
    return success;
}

API cuDeviceCanAccessPeer(int* can, int, int) {
    NEEDS_DRIVER;
    *can = 0;
    return success;
}

API cuDeviceGetP2PAttribute(int* value, int, int, int) {
    *value = 0;
    return success;
}

API cuCtxEnablePeerAccess(void*, int) { return invalidValue; }

API cuCtxDisablePeerAccess(void*) { return invalidValue; }

API cuCtxCreate_v2(void** context, int, int) {
    NEEDS_DRIVER;
    current = new Context();
    contexts.insert(current);
    *context = current;
    return success;
}

API cuCtxDestroy_v2(void* context) {
    NEEDS_DRIVER;
    if (!contexts.erase((Context*)context)) {
        return invalidContext;
    }
    finishAll();
    delete (Context*)context;
    current = current == context ? nullptr : current;
    if (contexts.empty() && buffersAlive() > 0) {
        finding("the last context ends with %zu buffers that were not freed", buffersAlive());
    }
    if (contexts.empty() && graphsAlive() > 0) {
        finding("the last context ends with %zu graphs that were not destroyed", graphsAlive());
    }
    return success;
}

API cuCtxSetCurrent(void* context) {
    NEEDS_DRIVER;
    if (context && !contexts.count((Context*)context)) {
        return invalidContext;
    }
    current = (Context*)context;
    return success;
}

API cuCtxSynchronize() {
    NEEDS_CONTEXT;
    if (Result refused = refuseWaitForAll(__func__)) {
        return refused;
    }
    finishAll();
    return success;
}

API cuCtxGetCacheConfig(int* configuration) {
    NEEDS_CONTEXT;
    *configuration = 0;
    return success;
}

API cuCtxSetCacheConfig(int) {
    NEEDS_CONTEXT;
    return success;
}

API cuCtxGetSharedMemConfig(int* configuration) {
    NEEDS_CONTEXT;
    *configuration = 1;
    return success;
}

API cuCtxSetSharedMemConfig(int) {
    NEEDS_CONTEXT;
    return success;
}

API cuOccupancyMaxActiveBlocksPerMultiprocessor(int* count, void*, int groupSize, size_t) {
    NEEDS_CONTEXT;
    *count = std::max(1, (int)threadsOfAMultiprocessor / std::max(1, groupSize));
    return success;
}

API cuOccupancyMaxPotentialBlockSize(int* groups, int* groupSize, void*, void*, size_t, int limit) {
    NEEDS_CONTEXT;
    *groupSize = limit > 0 ? std::min(limit, settings::groupSize()) : settings::groupSize();
    *groups = (int)multiprocessors * std::max(1, (int)threadsOfAMultiprocessor / *groupSize);
    return success;
}

API cuGetErrorString(int error, const char** text) {
    static thread_local char buffer[64];
    snprintf(buffer, sizeof buffer, "error %d of the virtual CUDA device", error);
    *text = buffer;
    return success;
}
