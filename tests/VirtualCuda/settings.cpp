#include "settings.h"
#include <cstdio>
#include <cstdlib>
#include <initializer_list>

namespace settings {

static std::string read(const char* name, const char* otherwise) {
    const char* value = getenv(name);
    return value && *value ? value : otherwise;
}

// A misspelt setting would quietly test something else.
[[noreturn]] static void refuse(const char* name, const std::string& value) {
    fprintf(stderr, "virtual cuda: %s cannot be '%s'\n", name, value.c_str());
    exit(2);
}

static Way way(const char* name, const char* otherwise, bool mayBeExact) {
    std::string value = read(name, otherwise);
    return value == "up" ? Way::up : value == "down" ? Way::down : value == "random" ? Way::random
        : value == "exact" && mayBeExact ? Way::exact : (refuse(name, value), Way::exact);
}

static int number(const char* name, const char* otherwise, int least, int most) {
    std::string value = read(name, otherwise);
    char* end;
    long result = strtol(value.c_str(), &end, 10);
    if (*end || result < least || result > most) {
        refuse(name, value);
    }
    return (int)result;
}

Way order() {
    static const Way value = way("VIRTUAL_CUDA_ORDER", "up", false);
    return value;
}

Way approximation() {
    static const Way value = way("VIRTUAL_CUDA_APPROX", "exact", true);
    return value;
}

int groupSize() {
    static const int value = number("VIRTUAL_CUDA_BLOCK", "1024", 32, 1024);
    return value;
}

bool fusesProducts() {
    static const int value = number("VIRTUAL_CUDA_FMA", "1", 0, 1);
    return value != 0;
}

int graphs() {
    static const int value = number("VIRTUAL_CUDA_GRAPHS", "12", 0, 12);
    return value;
}

bool refused(const char* function) {
    static const std::string value = read("VIRTUAL_CUDA_REFUSE", "");
    static const bool isKnown = value.empty() || value == "cuStreamBeginCapture_v2" || value == "cuStreamEndCapture"
        || value == "cuLaunchKernel" || value == "cuGraphInstantiateWithFlags" || value == "cuGraphExecUpdate_v2" || value == "cuGraphLaunch";
    return isKnown ? value == function : (refuse("VIRTUAL_CUDA_REFUSE", value), false);
}

std::string log() { return read("VIRTUAL_CUDA_LOG", ""); }

}  // namespace settings
