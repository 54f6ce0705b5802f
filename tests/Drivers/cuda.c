// A CUDA driver that fails in the way that FAKE_... variables ask for: as much of it as ILGPU calls up to a kernel's load.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fake(const char *name, int otherwise) { const char *value = getenv(name); return value ? atoi(value) : otherwise; }

static int attribute(int kind) {
    switch (kind) {
    case 20: return fake("FAKE_MODE", 0);
    case 75: return fake("FAKE_CAPABILITY", 86) / 10;
    case 76: return fake("FAKE_CAPABILITY", 86) % 10;
    default: return kind >= 2 && kind <= 7 ? 1024 : 64; // widths of groups and grids
    }
}

int cuInit(unsigned flags) {
    const char *end = getenv("FAKE_END");
    if (end && !strcmp(end, "crash")) *(volatile int *)0 = 0;
    if (end && !strcmp(end, "abort")) { fputs("driver: assertion failed\n", stderr); abort(); }
    if (end && !strcmp(end, "exit")) _exit(7);
    if (end && !strcmp(end, "hang")) for (;;) pause();
    printf("drivers may write what they like, where they like");
    fflush(stdout);
    return fake("FAKE_INIT", 0);
}

int cuDriverGetVersion(int *version) { *version = fake("FAKE_VERSION", 12040); return 0; }
int cuDeviceGetCount(int *count) { *count = fake("FAKE_COUNT", 1); return 0; }
int cuDeviceGet(int *device, int ordinal) { *device = ordinal; return 0; }
int cuDeviceGetName(char *name, int length, int device) { snprintf(name, length, "Fake GPU %d", device); return 0; }
int cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = (size_t)1 << 30; return 0; }
int cuDeviceGetAttribute(int *value, int kind, int device) { *value = attribute(kind); return 0; }
int cuGetErrorString(int error, const char **text) { *text = "what the driver calls it"; return 0; }

int cuCtxCreate_v2(void **context, unsigned flags, int device) {
    *context = (void *)8;
    return device == fake("FAKE_BAD", device) ? fake("FAKE_CONTEXT", 0) : 0;
}
int cuCtxDestroy_v2(void *context) { return 0; }
int cuCtxSetCurrent(void *context) { return 0; }
int cuCtxSynchronize(void) { return 0; }
int cuCtxGetSharedMemConfig(int *value) { *value = 0; return 0; }
int cuCtxGetCacheConfig(int *value) { *value = 0; return 0; }

// Options 5 and 6 are the buffer for the compiler's log and its size.
int cuModuleLoadDataEx(void **module, const char *ptx, unsigned count, int *options, void **values) {
    int error = strstr(ptx, "trial") ? fake("FAKE_MODULE", 0) : fake("FAKE_KERNEL", 0);
    *module = error ? NULL : (void *)8;
    if (error && count > 1) snprintf(values[0], (size_t)values[1], "info: 0 bytes\nptxas error : Feature 'x' is not there\n");
    return error;
}
int cuModuleUnload(void *module) { return module ? 0 : 400; }
int cuModuleGetFunction(void **function, void *module, const char *name) { *function = (void *)8; return 0; }

int cuMemAlloc_v2(void **address, size_t bytes) { *address = malloc(bytes); return fake("FAKE_ALLOCATION", 0); }
int cuMemFree_v2(void *address) { free(address); return 0; }
int cuMemsetD8Async(void *address, unsigned char value, size_t bytes, void *stream) { memset(address, value, bytes); return 0; }
int cuMemcpyAsync(void *target, void *source, size_t bytes, void *stream) { memcpy(target, source, bytes); return 0; }
int cuStreamCreate(void **stream, unsigned flags) { *stream = (void *)8; return 0; }
int cuStreamDestroy_v2(void *stream) { return 0; }
int cuStreamSynchronize(void *stream) { return 0; }
int cuLaunchKernel() { return fake("FAKE_LAUNCH", 0); }
int cuOccupancyMaxPotentialBlockSize(int *grid, int *block) { *grid = 1; *block = 64; return 0; }
int cuOccupancyMaxActiveBlocksPerMultiprocessor(int *blocks) { *blocks = 1; return 0; }
int cuMemHostRegister_v2() { return 0; }
int cuMemHostUnregister() { return 0; }
int cuMemAllocHost_v2(void **address, size_t bytes) { *address = malloc(bytes); return 0; }
int cuMemFreeHost(void *address) { free(address); return 0; }
