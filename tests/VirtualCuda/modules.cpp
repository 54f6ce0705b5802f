// The driver's API: modules, kernels and launches.
#include "driver.h"
#include "findings.h"
#include "settings.h"
#include <cstdio>
#include <memory>
#include <set>

namespace {

struct Module {
    std::vector<std::unique_ptr<LoadedKernel>> kernels;
};

std::map<Module*, std::unique_ptr<Module>> modules;

LoadedKernel* kernelFrom(const void* handle) {
    for (auto& module : modules) {
        for (auto& kernel : module.first->kernels) {
            if (kernel.get() == handle) {
                return kernel.get();
            }
        }
    }
    return nullptr;
}

// Where a caller wants a compiler's messages.
struct ErrorLog {
    char* text = nullptr;
    size_t size = 0;

    ErrorLog(unsigned count, const int* options, void** values) {
        constexpr int buffer = 5, bufferSize = 6;
        for (unsigned i = 0; i < count; i++) {
            text = options[i] == buffer ? (char*)values[i] : text;
            size = options[i] == bufferSize ? (size_t)values[i] : size;
        }
    }

    void write(const char* message) const {
        if (text && size) {
            snprintf(text, size, "%s", message);
        }
    }
};

// The parameters as they lie in memory: given as such, or one by one.
std::vector<uint8_t> parametersOf(const ptx::Kernel& kernel, void** single, void** packed) {
    std::vector<uint8_t> bytes;
    if (packed) {
        const uint8_t* start = nullptr;
        size_t size = 0;
        for (void** entry = packed; *entry; entry += 2) {
            start = *entry == (void*)1 ? (const uint8_t*)entry[1] : start;
            size = *entry == (void*)2 ? *(const size_t*)entry[1] : size;
        }
        bytes.assign(start, start + size);
    } else {
        bytes.resize(kernel.parameterBytes);
        for (size_t i = 0; i < kernel.parameters.size(); i++) {
            memcpy(bytes.data() + kernel.parameters[i].offset, single[i], kernel.parameters[i].bytes);
        }
    }
    return bytes;
}

}  // namespace

bool isLoaded(const LoadedKernel* kernel) {
    return kernelFrom(kernel);
}

API cuModuleLoadDataEx(void** handle, const char* text, unsigned optionCount, int* options, void** values) {
    NOT_WHILE_CAPTURING;
    try {
        auto module = std::make_unique<Module>();
        for (ptx::Kernel& kernel : ptx::read(text)) {
            module->kernels.push_back(std::make_unique<LoadedKernel>());
            module->kernels.back()->kernel = std::move(kernel);
            compile(*module->kernels.back(), text);
        }
        *handle = module.get();
        modules[module.get()] = std::move(module);
        return success;
    } catch (const std::exception& exception) {
        finding("PTX that is not understood: %s", exception.what());
        ErrorLog(optionCount, options, values).write(exception.what());
        return invalidPtx;
    }
}

API cuModuleLoadData(void** handle, const char* text) { return cuModuleLoadDataEx(handle, text, 0, nullptr, nullptr); }

API cuModuleUnload(void* handle) {
    NOT_WHILE_CAPTURING;
    finishAll();
    return modules.erase((Module*)handle) ? success : invalidHandle;
}

API cuModuleGetFunction(void** kernel, void* handle, const char* name) {
    NEEDS_CONTEXT;
    auto module = modules.find((Module*)handle);
    if (module == modules.end()) {
        return invalidHandle;
    }
    for (auto& candidate : module->second->kernels) {
        if (candidate->kernel.name == name) {
            *kernel = candidate.get();
            return success;
        }
    }
    return notFound;
}

API cuLaunchKernel(
    void* handle, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned groupX, unsigned groupY, unsigned groupZ,
    unsigned dynamicShared, void* streamHandle, void** single, void** packed) {
    NEEDS_CONTEXT;
    Stream* stream = streamFrom(streamHandle);
    LoadedKernel* kernel = kernelFrom(handle);
    if (!stream || !kernel) {
        return invalidHandle;
    }
    if (isCaptured(*stream) && settings::refused("cuLaunchKernel")) {
        return captureUnsupported;
    }
    Size groups{ gridX, gridY, gridZ }, group{ groupX, groupY, groupZ };
    bool groupFits = group.count() > 0 && group.count() <= threadsOfAGroup && groupX <= 1024 && groupY <= 1024 && groupZ <= 64;
    bool gridFits = groups.count() > 0 && gridX <= 2147483647u && gridY <= 65535 && gridZ <= 65535;
    if (!groupFits || !gridFits || kernel->kernel.sharedBytes + dynamicShared > sharedMemoryOfAGroup) {
        finding("launch of %s with %u,%u,%u groups of %u,%u,%u", kernel->label.c_str(), gridX, gridY, gridZ, groupX, groupY, groupZ);
        return invalidValue;
    }
    std::vector<uint8_t> parameters = parametersOf(kernel->kernel, single, packed);
    if (parameters.size() < kernel->kernel.parameterBytes) {
        finding("%s: %zu bytes of parameters, %u wanted", kernel->label.c_str(), parameters.size(), kernel->kernel.parameterBytes);
        return invalidValue;
    }
    return enqueue(*stream, { Kind::launch, kernel, [=] { launch(*kernel, groups, group, parameters, dynamicShared); } });
}
