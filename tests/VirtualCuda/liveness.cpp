// Which registers a thread must keep while it waits at a barrier.
#include "ptx.h"
#include <set>

namespace ptx {

// The register inside "[%rd1+8]", or each of "{%f1, %f2}".
static void addRegisters(const Kernel& kernel, std::string operand, std::vector<std::string>& names) {
    if (operand[0] == '[') {
        operand = operand.substr(1, operand.find_first_of("+-]") - 1);
    }
    bool isVector = operand[0] == '{';
    for (const std::string& part : isVector ? split(operand.substr(1, operand.size() - 2), ',') : std::vector<std::string>{ trim(operand) }) {
        if (kernel.isRegister(part)) {
            names.push_back(part);
        }
    }
}

static bool hasDestination(const Instruction& instruction) {
    return instruction.name() != "st" && !instruction.isJump() && !instruction.isBarrier() && !instruction.isEnd();
}

std::vector<std::string> writes(const Kernel& kernel, const Instruction& instruction) {
    std::vector<std::string> names;
    if (hasDestination(instruction)) {
        addRegisters(kernel, instruction.operand(0), names);
    }
    return names;
}

std::vector<std::string> reads(const Kernel& kernel, const Instruction& instruction) {
    std::vector<std::string> names;
    if (!instruction.guard.empty()) {
        names.push_back(instruction.guard);
        if (hasDestination(instruction)) {
            addRegisters(kernel, instruction.operand(0), names);  // it stays as it was where the guard is false
        }
    }
    for (size_t i = hasDestination(instruction) ? 1 : 0; i < instruction.operands.size(); i++) {
        addRegisters(kernel, instruction.operands[i], names);
    }
    return names;
}

std::map<size_t, std::vector<std::string>> liveAtBarriers(const Kernel& kernel) {
    size_t count = kernel.code.size();
    std::map<std::string, size_t> numbers;
    auto numberOf = [&](const std::string& name) { return numbers.emplace(name, numbers.size()).first->second; };
    std::vector<std::vector<size_t>> read(count), written(count), next(count);
    for (size_t i = 0; i < count; i++) {
        const Instruction& instruction = kernel.code[i];
        for (const std::string& name : reads(kernel, instruction)) {
            read[i].push_back(numberOf(name));
        }
        for (const std::string& name : writes(kernel, instruction)) {
            written[i].push_back(numberOf(name));
        }
        if (instruction.isJump()) {
            next[i].push_back(kernel.target(instruction));
        }
        if (!(instruction.isJump() || instruction.isEnd()) || !instruction.guard.empty()) {
            next[i].push_back(i + 1);
        }
    }

    // Backwards until nothing changes: alive before it is what is read, and what is alive after it and not written.
    std::vector<std::vector<bool>> before(count + 1, std::vector<bool>(numbers.size()));
    auto after = [&](size_t i) {
        std::vector<bool> alive(numbers.size());
        for (size_t successor : next[i]) {
            for (size_t r = 0; r < alive.size(); r++) {
                alive[r] = alive[r] || before[successor][r];
            }
        }
        return alive;
    };
    for (bool changes = true; changes;) {
        changes = false;
        for (size_t i = count; i-- > 0;) {
            std::vector<bool> alive = after(i);
            for (size_t r : written[i]) {
                alive[r] = false;
            }
            for (size_t r : read[i]) {
                alive[r] = true;
            }
            if (alive != before[i]) {
                before[i] = alive;
                changes = true;
            }
        }
    }

    std::map<size_t, std::vector<std::string>> result;
    for (size_t i = 0; i < count; i++) {
        if (kernel.code[i].isBarrier()) {
            std::vector<bool> alive = after(i);
            std::vector<std::string>& names = result[i];
            for (auto& [name, number] : numbers) {
                if (alive[number]) {
                    names.push_back(name);
                }
            }
        }
    }
    return result;
}

}  // namespace ptx
