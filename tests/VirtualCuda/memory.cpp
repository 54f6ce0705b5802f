// The driver's API: memory of the device, and copies.
#include "driver.h"
#include "findings.h"
#include <cstdlib>
#include <map>
#include <memory>
#include <sys/mman.h>

namespace {

constexpr size_t page = 4096;
constexpr uint32_t neverWritten = 0x7fc0dead;  // no number, so that it shows in results as well

// A word that the host, or a copy, wrote before any launch that may read it.
constexpr Word writtenOutside{ 1, severalThreads, 0, 0, 0, 0 };

struct HostMemory {
    uint64_t bytes;
    bool isOurs;
};

std::map<uint64_t, Buffer> buffers;
std::map<uint64_t, HostMemory> hostMemory;  // which copies may read later than the call that asks for them
size_t inUse;

bool isPinned(uint64_t address) {
    auto after = hostMemory.upper_bound(address);
    return after != hostMemory.begin() && (--after, address < after->first + after->second.bytes);
}

bool fits(const Buffer* buffer, uint64_t address, size_t bytes) {
    return !buffer || address + bytes <= buffer->address + buffer->bytes;
}

void* mapZeroed(size_t bytes, int protection) {
    void* memory = mmap(nullptr, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory == MAP_FAILED ? nullptr : memory;
}

void forEachWord(uint64_t address, size_t bytes, const std::function<void(Word&)>& action) {
    Buffer* buffer = bufferAt(address);
    for (uint64_t i = (address - buffer->address) / 4; i <= (address - buffer->address + bytes - 1) / 4; i++) {
        action(buffer->words[i]);
    }
}

void noteWritten(uint64_t address, size_t bytes) {
    forEachWord(address, bytes, [](Word& word) { word = writtenOutside; });
}

// Memory that was never written stays so when it is copied.
void noteCopied(uint64_t to, uint64_t from, size_t bytes) {
    Buffer* source = bufferAt(from);
    Word* word = source->words + (from - source->address) / 4;
    forEachWord(to, bytes, [&](Word& target) { target = word++->writeEpoch ? writtenOutside : Word{}; });
}

void fetch(uint64_t to, uint64_t from, size_t bytes) {
    memcpy((void*)to, (const void*)from, bytes);
    size_t missing = 0;
    forEachWord(from, bytes, [&](Word& word) { missing += word.writeEpoch == 0; });
    if (missing) {
        finding("copy to the host of memory that was never written: %zu of %zu words", missing, bytes / 4);
    }
}

}  // namespace

Buffer* bufferAt(uint64_t address) {
    auto after = buffers.upper_bound(address);
    return after != buffers.begin() && (--after, address < after->first + after->second.bytes) ? &after->second : nullptr;
}

size_t buffersAlive() {
    return buffers.size();
}

API cuMemGetInfo_v2(size_t* free, size_t* total) {
    NEEDS_CONTEXT;
    *total = memoryBytes;
    *free = memoryBytes - inUse;
    return success;
}

// A page that nobody may touch lies on each side of a buffer.
API cuMemAlloc_v2(uint64_t* address, size_t bytes) {
    NOT_WHILE_CAPTURING;
    if (bytes == 0) {
        return invalidValue;
    }
    size_t body = (bytes + page - 1) / page * page, wordBytes = (bytes / 4 + 2) * sizeof(Word);
    if (inUse + bytes > memoryBytes) {
        return outOfMemory;
    }
    char* mapped = (char*)mapZeroed(body + 2 * page, PROT_NONE);
    Word* words = (Word*)mapZeroed(wordBytes, PROT_READ | PROT_WRITE);
    if (!mapped || !words || mprotect(mapped + page, body, PROT_READ | PROT_WRITE) != 0) {
        return outOfMemory;
    }
    for (size_t i = 0; i + 4 <= bytes; i += 4) {
        memcpy(mapped + page + i, &neverWritten, 4);
    }
    *address = (uint64_t)(mapped + page);
    buffers[*address] = { *address, bytes, mapped, body + 2 * page, words, wordBytes };
    inUse += bytes;
    return success;
}

API cuMemFree_v2(uint64_t address) {
    NOT_WHILE_CAPTURING;
    if (!address) {
        return success;
    }
    finishAll();
    auto found = buffers.find(address);
    if (found == buffers.end()) {
        finding("what is freed is no buffer");
        return invalidValue;
    }
    inUse -= found->second.bytes;
    munmap(found->second.mapped, found->second.mappedBytes);
    munmap(found->second.words, found->second.wordBytes);
    buffers.erase(found);
    return success;
}

API cuMemAllocHost_v2(void** memory, size_t bytes) {
    NOT_WHILE_CAPTURING;
    if (posix_memalign(memory, page, bytes) != 0) {
        return outOfMemory;
    }
    hostMemory[(uint64_t)*memory] = { bytes, true };
    return success;
}

API cuMemFreeHost(void* memory) {
    NOT_WHILE_CAPTURING;
    finishAll();
    auto found = hostMemory.find((uint64_t)memory);
    if (found == hostMemory.end() || !found->second.isOurs) {
        return invalidValue;
    }
    hostMemory.erase(found);
    free(memory);
    return success;
}

API cuMemHostRegister_v2(void* memory, size_t bytes, int) {
    NOT_WHILE_CAPTURING;
    hostMemory[(uint64_t)memory] = { bytes, false };
    return bytes == 0 ? invalidValue : success;
}

API cuMemHostUnregister(void* memory) {
    NOT_WHILE_CAPTURING;
    finishAll();
    return hostMemory.erase((uint64_t)memory) ? success : alreadyUnregistered;
}

API cuMemHostGetDevicePointer_v2(uint64_t* address, void* memory, int) {
    NEEDS_CONTEXT;
    *address = (uint64_t)memory;
    return success;
}

API cuPointerGetAttribute(void* value, int attribute, uint64_t address) {
    constexpr int memoryType = 2, host = 1, device = 2;
    NEEDS_CONTEXT;
    if (attribute != memoryType || (!bufferAt(address) && !isPinned(address))) {
        return invalidValue;
    }
    *(int*)value = bufferAt(address) ? device : host;
    return success;
}

API cuMemcpyAsync(uint64_t to, uint64_t from, size_t bytes, void* handle) {
    NEEDS_CONTEXT;
    Stream* stream = streamFrom(handle);
    if (!stream) {
        return invalidHandle;
    }
    Buffer *target = bufferAt(to), *source = bufferAt(from);
    if (!fits(target, to, bytes) || !fits(source, from, bytes)) {
        finding("copy of %zu bytes beyond a buffer's end", bytes);
        return invalidValue;
    }
    if (bytes == 0) {
        return success;
    }
    if (target && source) {
        return enqueue(*stream, { Kind::copy, nullptr, [=] {
            memmove((void*)to, (const void*)from, bytes);
            noteCopied(to, from, bytes);
        } });
    }
    if ((target && !isPinned(from)) || (source && !isPinned(to))) {
        // A graph would find there what somebody else has put there since.
        if (Result refused = refuseWait(*stream, "copy of ordinary memory")) {
            return refused;
        }
    }
    if (target) {
        // Ordinary memory is read before the call returns, pinned memory whenever the copy comes to it.
        auto staged = isPinned(from) ? nullptr : std::make_shared<std::vector<uint8_t>>((uint8_t*)from, (uint8_t*)from + bytes);
        return enqueue(*stream, { Kind::copy, nullptr, [=] {
            memcpy((void*)to, staged ? staged->data() : (const void*)from, bytes);
            noteWritten(to, bytes);
        } });
    }
    if (source) {
        Result result = enqueue(*stream, { Kind::copy, nullptr, [=] { fetch(to, from, bytes); } });
        return result == success && !isPinned(to) ? finish(*stream) : result;
    }
    memmove((void*)to, (const void*)from, bytes);
    return success;
}

API cuMemsetD8Async(uint64_t address, unsigned char value, size_t bytes, void* handle) {
    NEEDS_CONTEXT;
    Stream* stream = streamFrom(handle);
    if (!stream) {
        return invalidHandle;
    }
    if (!bufferAt(address) || !fits(bufferAt(address), address, bytes)) {
        finding("%zu bytes set outside a buffer", bytes);
        return invalidValue;
    }
    return bytes == 0 ? success : enqueue(*stream, { Kind::set, nullptr, [=] {
        memset((void*)address, value, bytes);
        noteWritten(address, bytes);
    } });
}
