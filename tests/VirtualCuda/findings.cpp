#include "findings.h"
#include "driver.h"
#include "settings.h"
#include <cstdarg>
#include <cstdio>
#include <set>

static std::set<std::string> expectedKernels, told;
static uint64_t found, expected;

static FILE* logFile() {
    static FILE* file = [] {
        std::string name = settings::log();
        FILE* opened = name.empty() ? stderr : fopen(name.c_str(), "a");
        return opened ? opened : stderr;
    }();
    return file;
}

static void write(const char* kind, const char* format, va_list arguments) {
    fprintf(logFile(), "virtual cuda: %s", kind);
    vfprintf(logFile(), format, arguments);
    fputc('\n', logFile());
    fflush(logFile());
}

void say(const char* format, ...) {
    va_list arguments;
    va_start(arguments, format);
    write("", format, arguments);
    va_end(arguments);
}

void finding(const char* format, ...) {
    found++;
    va_list arguments;
    va_start(arguments, format);
    write("FINDING ", format, arguments);
    va_end(arguments);
}

void findingIn(const std::string& kernel, const std::string& place, const std::string& details) {
    for (const std::string& name : expectedKernels) {
        if (kernel.find(name) != std::string::npos) {
            expected++;
            return;
        }
    }
    found++;
    if (told.insert(kernel + place).second) {
        say("FINDING %s: %s | %s", kernel.c_str(), place.c_str(), details.c_str());
    }
}

// A run ends with this line; without it the device was not there, or the process was killed.
static struct Summary {
    ~Summary() {
        GraphCounts counts = graphCounts();
        say("%llu launches, %llu of them in %llu graphs (%llu instantiated), %llu findings", (unsigned long long)launches(),
            (unsigned long long)counts.launchesInGraphs, (unsigned long long)counts.graphs,
            (unsigned long long)counts.instantiations, (unsigned long long)found);
    }
} summary;

// For tests that break a kernel deliberately: from now on, what is found in kernels whose names contain this is counted
// apart. Gives back how much that is.
extern "C" __attribute__((visibility("default"))) uint64_t virtualCudaExpect(const char* kernel) {
    Lock lock(gate);
    expectedKernels.insert(kernel);
    return expected;
}
