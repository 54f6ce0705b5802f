// Has the machine's C++ compiler make a kernel, once for each: the result is kept in the folder "kernels" beside this
// library, with the PTX that it came from.
#include "driver.h"
#include "settings.h"
#include <cstdlib>
#include <dlfcn.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

namespace {

// kernel_runtime.h, which build.sh makes a string of.
const char* const runtimeText =
#include "kernel_runtime.inc"
    ;

// FNV-1a.
std::string hash(const std::string& text) {
    uint64_t h = 14695981039346656037ull;
    for (unsigned char c : text) {
        h = (h ^ c) * 1099511628211ull;
    }
    char digits[17];
    snprintf(digits, sizeof digits, "%016llx", (unsigned long long)h);
    return digits;
}

std::string folder() {
    Dl_info self;
    dladdr((void*)runtimeText, &self);
    std::string library = self.dli_fname;
    std::string name = library.substr(0, library.rfind('/') + 1) + "kernels";
    mkdir(name.c_str(), 0755);
    return name;
}

void write(const std::string& file, const std::string& text) {
    std::ofstream(file) << text;
}

}  // namespace

void compile(LoadedKernel& kernel, const std::string& ptxText) {
    ptx::Translation translation = ptx::translate(kernel.kernel);
    // A GPU's compiler makes one rounding of a product and a sum, or two, as it likes.
    std::string flags = std::string("-std=c++17 -O1 -fPIC -shared -fwrapv -fno-strict-aliasing -fno-math-errno -w ")
        + (settings::fusesProducts() ? "-ffp-contract=fast -mfma" : "-ffp-contract=off");
    std::string source = runtimeText + translation.source;
    kernel.label = kernel.kernel.name + "-" + hash(source + flags);
    std::string base = folder() + "/" + kernel.label, library = base + ".so";
    if (access(library.c_str(), R_OK) != 0) {
        // Several processes may be at it.
        std::string part = base + "." + std::to_string(getpid());
        write(base + ".ptx", ptxText);
        write(part + ".cpp", source);
        std::string command = "g++ " + flags + " -o '" + part + ".so' '" + part + ".cpp' > '" + base + ".log' 2>&1";
        if (system(command.c_str()) != 0) {
            throw ptx::Unsupported("g++ fails: see " + base + ".log");
        }
        unlink((base + ".log").c_str());
        rename((part + ".cpp").c_str(), (base + ".cpp").c_str());
        rename((part + ".so").c_str(), library.c_str());
    }
    void* loaded = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!loaded) {
        throw ptx::Unsupported(dlerror());
    }
    kernel.run = (int (*)(Thread*, void*, int))dlsym(loaded, "run");
    kernel.stateBytes = *(const unsigned*)dlsym(loaded, "stateBytes");
    kernel.accessSites = translation.accessSites;
}
