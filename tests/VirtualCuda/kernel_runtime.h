// What translated kernels are made of: one thread's state, and every operation that can go wrong, checked. The device
// puts this text in front of each kernel that it hands to the C++ compiler.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>

enum Fault {
    loadOutside, storeOutside, misaligned, uninitialised, readsWritten, writesRead, writesWritten,
    sharedOutside, sharedUninitialised, sharedReadsWritten, sharedWritesRead, sharedWritesWritten,
    divisionByZero, integerOverflow, splitBarrier, faults
};

// Who touched 32 bits of memory last, and when: the epoch is a launch (global memory) or the time between two barriers
// (shared memory). Two accesses of one epoch by two threads race, unless both read.
struct Word {
    uint32_t writeEpoch, writer, writeLine, readEpoch, reader, readLine;
};

// The buffer that an instruction reached last, which is nearly always the one that it reaches next.
struct AccessSite {
    uint64_t first, end;
    Word* words;
};

struct Thread {
    uint32_t thread[3], groupSize[3], group[3], groups[3];
    uint32_t inGroup, inLaunch, launch, phase, firstPhase;
    const uint8_t* parameters;
    uint8_t* shared;
    uint32_t sharedBytes;
    Word* sharedWords;
    AccessSite* sites;
    void* kernel;
    void (*report)(Thread*, Fault, uint32_t line, uint64_t where, uint32_t otherThread, uint32_t otherLine);
    bool (*findBuffer)(AccessSite*, uint64_t address, uint32_t bytes);
    float (*approximate)(char function, float x);
};

constexpr uint32_t severalThreads = 0xffffffff;

template <class To, class From> static inline To bitsAs(From from) {
    static_assert(sizeof(To) == sizeof(From), "the same bits");
    To to;
    memcpy(&to, &from, sizeof to);
    return to;
}

static inline void noteRead(Thread* t, Word& w, uint32_t epoch, uint32_t self, uint32_t line, uint64_t where, Fault race) {
    if (w.writeEpoch == epoch && w.writer != self) {
        t->report(t, race, line, where, w.writer, w.writeLine);
    }
    w.reader = w.readEpoch == epoch && w.reader != self ? severalThreads : self;
    w.readEpoch = epoch;
    w.readLine = line;
}

static inline void noteWrite(
    Thread* t, Word& w, uint32_t epoch, uint32_t self, uint32_t line, uint64_t where, bool changes, Fault afterRead, Fault afterWrite) {
    if (w.readEpoch == epoch && w.reader != self) {
        t->report(t, afterRead, line, where, w.reader, w.readLine);
    }
    if (changes && w.writeEpoch == epoch && w.writer != self) {
        t->report(t, afterWrite, line, where, w.writer, w.writeLine);
    }
    w.writeEpoch = epoch;
    w.writer = self;
    w.writeLine = line;
}

template <uint32_t bytes> static inline void aligned(Thread* t, uint32_t line, uint64_t address) {
    if (address % bytes != 0) {
        t->report(t, misaligned, line, address, 0, 0);
    }
}

static inline bool reaches(Thread* t, AccessSite& site, uint64_t address, uint32_t bytes) {
    return (address >= site.first && address + bytes <= site.end) || t->findBuffer(&site, address, bytes);
}

template <class T> static inline T loadGlobal(Thread* t, int site, uint32_t line, uint64_t address) {
    AccessSite& s = t->sites[site];
    if (!reaches(t, s, address, sizeof(T))) {
        t->report(t, loadOutside, line, address, 0, 0);
        return T();
    }
    for (uint64_t i = (address - s.first) / 4; i <= (address - s.first + sizeof(T) - 1) / 4; i++) {
        if (s.words[i].writeEpoch == 0) {
            t->report(t, uninitialised, line, address, 0, 0);
        }
        noteRead(t, s.words[i], t->launch, t->inLaunch, line, address, readsWritten);
    }
    T value;
    memcpy(&value, (const void*)address, sizeof value);
    return value;
}

// Two threads may write one value to one place: that a cell is seeded twice with the same makes no difference.
template <class T> static inline void storeGlobal(Thread* t, int site, uint32_t line, uint64_t address, T value) {
    AccessSite& s = t->sites[site];
    if (!reaches(t, s, address, sizeof(T))) {
        t->report(t, storeOutside, line, address, 0, 0);
        return;
    }
    bool changes = memcmp((const void*)address, &value, sizeof value) != 0;
    for (uint64_t i = (address - s.first) / 4; i <= (address - s.first + sizeof(T) - 1) / 4; i++) {
        noteWrite(t, s.words[i], t->launch, t->inLaunch, line, address, changes, writesRead, writesWritten);
    }
    memcpy((void*)address, &value, sizeof value);
}

template <class T> static inline T loadShared(Thread* t, int, uint32_t line, uint64_t address) {
    if (address + sizeof(T) > t->sharedBytes) {
        t->report(t, sharedOutside, line, address, 0, 0);
        return T();
    }
    for (uint64_t i = address / 4; i <= (address + sizeof(T) - 1) / 4; i++) {
        if (t->sharedWords[i].writeEpoch < t->firstPhase) {
            t->report(t, sharedUninitialised, line, address, 0, 0);
        }
        noteRead(t, t->sharedWords[i], t->phase, t->inGroup, line, address, sharedReadsWritten);
    }
    T value;
    memcpy(&value, t->shared + address, sizeof value);
    return value;
}

template <class T> static inline void storeShared(Thread* t, int, uint32_t line, uint64_t address, T value) {
    if (address + sizeof(T) > t->sharedBytes) {
        t->report(t, sharedOutside, line, address, 0, 0);
        return;
    }
    for (uint64_t i = address / 4; i <= (address + sizeof(T) - 1) / 4; i++) {
        noteWrite(t, t->sharedWords[i], t->phase, t->inGroup, line, address, true, sharedWritesRead, sharedWritesWritten);
    }
    memcpy(t->shared + address, &value, sizeof value);
}

template <class T> static inline T loadParameter(Thread* t, uint64_t offset) {
    T value;
    memcpy(&value, t->parameters + offset, sizeof value);
    return value;
}

template <class T> static inline T divide(Thread* t, uint32_t line, T a, T b) {
    if (b == 0) {
        t->report(t, divisionByZero, line, 0, 0, 0);
        return (T)-1;
    }
    return (T)-1 < 0 && b == (T)-1 ? (T)(0 - (uint64_t)a) : a / b;
}

template <class T> static inline T remainder(Thread* t, uint32_t line, T a, T b) {
    if (b == 0) {
        t->report(t, divisionByZero, line, 0, 0, 0);
        return a;
    }
    return (T)-1 < 0 && b == (T)-1 ? 0 : a % b;
}

// C++ leaves open what a shift by the width or more does; PTX does not.
template <class T> static inline T shiftLeft(T a, uint32_t n) {
    return n >= 8 * sizeof(T) ? 0 : (T)(a << n);
}

template <class T> static inline T shiftRight(T a, uint32_t n) {
    return n >= 8 * sizeof(T) ? (T)(a < 0 ? -1 : 0) : (T)(a >> n);
}

static inline int32_t toInteger(Thread* t, uint32_t line, float x) {
    if (!(x >= -2147483648.0f && x < 2147483648.0f)) {
        t->report(t, integerOverflow, line, bitsAs<uint32_t>(x), 0, 0);
        return x > 0 ? INT32_MAX : x < 0 ? INT32_MIN : 0;
    }
    return (int32_t)x;
}

// The number, where the other is none; and -0 is less than 0.
static inline float lesser(float a, float b) {
    return a != a ? b : b != b ? a : a == b ? (std::signbit(a) ? a : b) : a < b ? a : b;
}

static inline float greater(float a, float b) {
    return a != a ? b : b != b ? a : a == b ? (std::signbit(a) ? b : a) : a > b ? a : b;
}
