// PTX as ILGPU writes it for our kernels: one statement a line, no functions, no local memory, no doubles.
#pragma once
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace ptx {

// A program that is not in the subset that is understood here; it is refused, not guessed at.
struct Unsupported : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Instruction {
    std::string guard;               // the predicate it depends on, or nothing
    bool guardNegated = false;
    std::vector<std::string> words;  // its name, split at the dots: setp, lt, f32
    std::vector<std::string> operands;
    uint32_t line = 0;
    std::string text;

    const std::string& name() const { return words.front(); }
    const std::string& type() const { return words.back(); }
    bool has(const std::string& word) const;
    bool isBarrier() const { return name() == "bar"; }
    bool isJump() const { return name() == "bra"; }
    bool isEnd() const { return name() == "ret" || name() == "exit"; }
    const std::string& operand(size_t index) const;
    [[noreturn]] void refuse(const std::string& why) const;
};

// A parameter, or an array in shared memory.
struct Variable {
    std::string name;
    uint32_t bytes = 0, alignment = 1, offset = 0;
};

struct Kernel {
    std::string name;
    std::vector<Variable> parameters, shared;
    uint32_t parameterBytes = 0, sharedBytes = 0;
    std::map<std::string, std::string> registers;  // a prefix such as %rd, and its type
    std::vector<Instruction> code;
    std::map<std::string, size_t> labels;  // which instruction each stands before

    bool isRegister(const std::string& operand) const;
    const std::string& registerType(const std::string& name) const;
    const Variable* findShared(const std::string& name) const;
    size_t target(const Instruction& jump) const;
};

// Reads a module's kernels.
std::vector<Kernel> read(const std::string& text);

// The parts between separators, but not inside brackets; without the space around them.
std::vector<std::string> split(const std::string& text, char separator);
std::string trim(const std::string& text);

uint32_t bytesOf(const std::string& type);

// For each barrier, by its index in the code: the registers whose values somebody behind it still reads.
std::map<size_t, std::vector<std::string>> liveAtBarriers(const Kernel& kernel);

// The registers that an instruction reads, and the ones it writes.
std::vector<std::string> reads(const Kernel& kernel, const Instruction& instruction);
std::vector<std::string> writes(const Kernel& kernel, const Instruction& instruction);

// A C++ function that does what one thread of the kernel does from one barrier to the next; see translator.cpp.
struct Translation {
    std::string source;
    uint32_t accessSites = 0;  // instructions that reach global memory
};
Translation translate(const Kernel& kernel);

}  // namespace ptx
