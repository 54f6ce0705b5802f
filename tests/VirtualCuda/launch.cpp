// Runs a launch: group after group, and of each group thread after thread to the next barrier.
#include "driver.h"
#include "findings.h"
#include "settings.h"
#include <algorithm>
#include <cstdio>
#include <random>

namespace {

const char* const faultNames[faults] = {
    "load outside any buffer", "store outside any buffer", "misaligned access", "load of memory that was never written",
    "race in global memory: reads what another thread of the launch wrote",
    "race in global memory: writes what another thread of the launch read",
    "race in global memory: two threads of the launch write different values",
    "access outside shared memory", "load of shared memory that was never written",
    "race in shared memory: reads what another thread wrote since the last barrier",
    "race in shared memory: writes what another thread read since the last barrier",
    "race in shared memory: two threads write between two barriers",
    "integer division by zero", "float out of an integer's range", "barrier that some threads do not reach",
};

uint32_t launchNumber = 1, phaseNumber = 1;  // a word's epoch 1 is the host's

std::string textOf(const ptx::Kernel& kernel, uint32_t line) {
    auto found = std::find_if(kernel.code.begin(), kernel.code.end(), [&](const ptx::Instruction& i) { return i.line == line; });
    return found == kernel.code.end() ? "" : found->text;
}

void report(Thread* t, Fault fault, uint32_t line, uint64_t where, uint32_t otherThread, uint32_t otherLine) {
    const LoadedKernel& kernel = *(const LoadedKernel*)t->kernel;
    char details[160];
    snprintf(details, sizeof details, "group (%u,%u,%u) thread (%u,%u,%u) and %d, address 0x%llx, launch %u",
        t->group[0], t->group[1], t->group[2], t->thread[0], t->thread[1], t->thread[2], (int)otherThread, (unsigned long long)where, t->launch);
    std::string other = otherLine ? " | line " + std::to_string(otherLine) + ": " + textOf(kernel.kernel, otherLine) : "";
    findingIn(kernel.label, std::string(faultNames[fault]) + ", line " + std::to_string(line),
        textOf(kernel.kernel, line) + other + " | " + details);
}

bool findBuffer(AccessSite* site, uint64_t address, uint32_t bytes) {
    Buffer* buffer = bufferAt(address);
    if (!buffer || address + bytes > buffer->address + buffer->bytes) {
        return false;
    }
    *site = { buffer->address, buffer->address + buffer->bytes, buffer->words };
    return true;
}

// How far off an approximate function may be, by the PTX manual.
double bound(char function, float x, double exact) {
    switch (function) {
        case 'e': return ldexp(fabs(exact), -22);
        case 'l': return x >= 0.5f && x <= 2 ? ldexp(1, -22) : ldexp(fabs(exact), -22);
        default: return fabs(x) <= 6.2831855f ? pow(2, -20.5) : fabs(x) <= 314.2f ? pow(2, -14.7) : 0.1;
    }
}

// The same each time that it is asked for the same number, as a device is.
double anyError(float x) {
    std::minstd_rand random(bitsAs<uint32_t>(x) | 1);
    random.discard(2);
    return std::uniform_real_distribution<double>(-1, 1)(random);
}

float approximate(char function, float x) {
    double exact = function == 'e' ? exp2((double)x) : function == 'l' ? log2((double)x) : function == 's' ? sin((double)x) : cos((double)x);
    double error = 0;
    switch (settings::approximation()) {
        case settings::Way::up: error = 1; break;
        case settings::Way::down: error = -1; break;
        case settings::Way::random: error = anyError(x); break;
        case settings::Way::exact: break;
    }
    return (float)(std::isfinite(exact) ? exact + error * bound(function, x, exact) : exact);
}

std::vector<uint32_t> sequence(uint32_t count) {
    std::vector<uint32_t> numbers(count);
    for (uint32_t i = 0; i < count; i++) {
        numbers[i] = settings::order() == settings::Way::down ? count - 1 - i : i;
    }
    return numbers;
}

void shuffle(std::vector<uint32_t>& numbers, std::mt19937& random) {
    if (settings::order() == settings::Way::random) {
        std::shuffle(numbers.begin(), numbers.end(), random);
    }
}

class GroupRun {
public:
    GroupRun(const LoadedKernel& kernel, Thread& thread, uint32_t threads)
        : kernel(kernel), t(thread), states((size_t)threads * kernel.stateBytes), at(threads), order(sequence(threads)) {}

    void run(uint32_t group, std::mt19937& random) {
        constexpr int ended = -1;
        uint32_t threads = (uint32_t)at.size();
        t.group[0] = group % t.groups[0];
        t.group[1] = group / t.groups[0] % t.groups[1];
        t.group[2] = group / t.groups[0] / t.groups[1];
        t.firstPhase = ++phaseNumber;
        t.phase = phaseNumber;
        memset(t.shared, 0xff, t.sharedBytes);
        std::fill(at.begin(), at.end(), 0);
        for (bool alive = true; alive; t.phase = ++phaseNumber) {
            alive = false;
            shuffle(order, random);
            for (uint32_t i : order) {
                if (at[i] == ended) {
                    continue;
                }
                t.inGroup = i;
                t.inLaunch = group * threads + i;
                t.thread[0] = i % t.groupSize[0];
                t.thread[1] = i / t.groupSize[0] % t.groupSize[1];
                t.thread[2] = i / t.groupSize[0] / t.groupSize[1];
                int barrier = kernel.run(&t, states.data() + (size_t)i * kernel.stateBytes, at[i]);
                at[i] = barrier == 0 ? ended : barrier;
                alive |= barrier != 0;
            }
            if (alive && std::any_of(at.begin(), at.end(), [&](int where) { return where != at[0]; })) {
                report(&t, splitBarrier, 0, 0, 0, 0);
            }
        }
    }

private:
    const LoadedKernel& kernel;
    Thread& t;
    std::vector<uint8_t> states;
    std::vector<int> at;  // the barrier at which each thread waits
    std::vector<uint32_t> order;
};

}  // namespace

uint64_t launches() {
    return launchNumber - 1;
}

void launch(const LoadedKernel& kernel, Size groups, Size groupSize, std::vector<uint8_t> parameters, uint32_t dynamicShared) {
    launchNumber++;
    uint32_t sharedBytes = kernel.kernel.sharedBytes + dynamicShared;
    std::vector<AccessSite> sites(kernel.accessSites + 1, AccessSite{ 1, 0, nullptr });
    std::vector<uint8_t> shared(sharedBytes + 1);
    std::vector<Word> sharedWords(sharedBytes / 4 + 1);
    Thread t{};
    t.groupSize[0] = groupSize.x;
    t.groupSize[1] = groupSize.y;
    t.groupSize[2] = groupSize.z;
    t.groups[0] = groups.x;
    t.groups[1] = groups.y;
    t.groups[2] = groups.z;
    t.launch = launchNumber;
    t.parameters = parameters.data();
    t.shared = shared.data();
    t.sharedBytes = sharedBytes;
    t.sharedWords = sharedWords.data();
    t.sites = sites.data();
    t.kernel = (void*)&kernel;
    t.report = report;
    t.findBuffer = findBuffer;
    t.approximate = approximate;

    std::mt19937 random(launchNumber);
    GroupRun run(kernel, t, (uint32_t)groupSize.count());
    std::vector<uint32_t> order = sequence((uint32_t)groups.count());
    shuffle(order, random);
    for (uint32_t group : order) {
        run.run(group, random);
    }
}
