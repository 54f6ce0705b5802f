// An OpenCL loader with one driver, which fails in the way that FAKE_... variables ask for; a real loader can load it, too.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fake(const char *name, int otherwise) { const char *value = getenv(name); return value ? atoi(value) : otherwise; }
static const char *text(const char *name, const char *otherwise) { const char *value = getenv(name); return value ? value : otherwise; }

static void end(void) {
    const char *how = text("FAKE_END", "");
    if (!strcmp(how, "crash")) *(volatile int *)0 = 0;
    if (!strcmp(how, "abort")) { fputs("driver: assertion failed\n", stderr); abort(); }
    if (!strcmp(how, "exit")) _exit(7);
    if (!strcmp(how, "hang")) for (;;) pause();
}

static int answer(const void *value, size_t bytes, size_t room, void *target, size_t *size) {
    if (size) *size = bytes;
    if (target && room < bytes) return -30;
    if (target) memset(target, 0, room), memcpy(target, value, bytes);
    return 0;
}
static int number(size_t value, size_t room, void *target, size_t *size) {
    return answer(&value, room < sizeof value ? room : sizeof value, room, target, size);
}
static int words(const char *value, size_t room, void *target, size_t *size) {
    return answer(value, strlen(value) + 1, room, target, size);
}

// What a real loader asks a driver for.
void *clGetExtensionFunctionAddress(const char *name) { end(); return NULL; }
void *clGetExtensionFunctionAddressForPlatform(void *platform, const char *name) { return NULL; }

int clGetPlatformIDs(unsigned room, void **platforms, unsigned *count) {
    end();
    *count = fake("FAKE_PLATFORMS", 1);
    for (unsigned i = 0; platforms && i < *count && i < room; i++) platforms[i] = (void *)(size_t)(i + 1);
    return *count ? 0 : -1001;
}
int clGetPlatformInfo(void *platform, int kind, size_t room, void *target, size_t *size) {
    return words(kind == 0x0901 ? "OpenCL 3.0" : "Fake platform", room, target, size);
}
int clGetDeviceIDs(void *platform, long type, unsigned room, void **devices, unsigned *count) {
    *count = fake("FAKE_COUNT", 1);
    for (unsigned i = 0; i < *count && i < room; i++) devices[i] = (void *)(size_t)(i + 1);
    return *count ? 0 : fake("FAKE_LISTING", -1);
}
int clGetDeviceInfo(void *device, int kind, size_t room, void *target, size_t *size) {
    char version[32];
    switch (kind) {
    case 0x1000: return number(4, room, target, size);                                  // a GPU
    case 0x1005: { size_t most[3] = { 64, 64, 64 }; return answer(most, sizeof most, room, target, size); }
    case 0x100D: return number(fake("FAKE_BITS", 64), room, target, size);
    case 0x101F: return number((size_t)1 << 30, room, target, size);                    // memory
    case 0x1027: return number(fake("FAKE_AVAILABLE", 1), room, target, size);
    case 0x102B: return words("Fake GPU", room, target, size);
    case 0x102F: snprintf(version, sizeof version, "OpenCL %s", text("FAKE_VERSION", "3.0")); return words(version, room, target, size);
    case 0x103D: snprintf(version, sizeof version, "OpenCL C %s", text("FAKE_VERSION", "3.0")); return words(version, room, target, size);
    case 0x1030: return words("", room, target, size);                                  // extensions
    case 0x4003: return number(32, room, target, size);                                 // NVIDIA's warps: no trial by ILGPU
    default: return number(64, room, target, size);
    }
}

// A context is its device, and a program a copy of its source.
void *clCreateContext(void *properties, unsigned count, void **devices, void *notify, void *data, int *error) {
    *error = (size_t)devices[0] == (size_t)fake("FAKE_BAD", 1) ? fake("FAKE_CONTEXT", 0) : 0;
    return devices[0];
}
int clReleaseContext(void *context) { return 0; }
void *clCreateCommandQueue(void *context, void *device, long properties, int *error) { *error = 0; return context; }
void *clCreateCommandQueueWithProperties(void *context, void *device, void *properties, int *error) { *error = 0; return context; }
int clReleaseCommandQueue(void *queue) { return 0; }
int clFlush(void *queue) { return 0; }
int clFinish(void *queue) { return 0; }
void *clCreateProgramWithSource(void *context, unsigned count, const char **source, size_t *lengths, int *error) {
    *error = 0;
    return strdup(*source);
}
int clBuildProgram(const char *program) { return strstr(program, "trial") ? fake("FAKE_BUILD", 0) : fake("FAKE_KERNEL", 0); }
int clGetProgramBuildInfo(void *program, void *device, int kind, size_t room, void *target, size_t *size) {
    return words("warning: this and that\nkernel.cl:3:7: error: no such function 'x'\n1 error generated.\n", room, target, size);
}
int clReleaseProgram(void *program) { free(program); return 0; }
void *clCreateKernel(void *program, const char *name, int *error) { *error = 0; return program; }
int clGetKernelWorkGroupInfo(void *kernel, void *device, int kind, size_t room, void *target, size_t *size) { return number(64, room, target, size); }
int clReleaseKernel(void *kernel) { return 0; }
void *clCreateBuffer(void *context, long flags, size_t bytes, void *host, int *error) { *error = fake("FAKE_ALLOCATION", 0); return malloc(bytes); }
int clReleaseMemObject(void *memory) { free(memory); return 0; }
int clEnqueueFillBuffer() { return 0; }
int clEnqueueWriteBuffer() { return 0; }
int clEnqueueReadBuffer() { return 0; }
int clEnqueueCopyBuffer() { return 0; }
int clEnqueueNDRangeKernel() { return 0; }
int clEnqueueBarrierWithWaitList() { return 0; }
int clWaitForEvents() { return 0; }
int clReleaseEvent() { return 0; }
int clSetKernelArg() { return fake("FAKE_ARGUMENT", 0); }
