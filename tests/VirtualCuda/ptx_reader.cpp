// From the text of a PTX module to its kernels.
#include "ptx.h"
#include <algorithm>
#include <sstream>

namespace ptx {

bool Instruction::has(const std::string& word) const {
    return std::find(words.begin(), words.end(), word) != words.end();
}

const std::string& Instruction::operand(size_t index) const {
    if (index >= operands.size()) {
        refuse("operand missing");
    }
    return operands[index];
}

void Instruction::refuse(const std::string& why) const {
    throw Unsupported("line " + std::to_string(line) + ": " + why + ": " + text);
}

static std::string prefixOf(const std::string& registerName) {
    return registerName.substr(0, registerName.find_first_of("0123456789"));
}

bool Kernel::isRegister(const std::string& operand) const {
    return operand[0] == '%' && operand.find_first_of("0123456789") != std::string::npos && registers.count(prefixOf(operand));
}

const std::string& Kernel::registerType(const std::string& name) const {
    return registers.at(prefixOf(name));
}

const Variable* Kernel::findShared(const std::string& name) const {
    auto found = std::find_if(shared.begin(), shared.end(), [&](const Variable& v) { return v.name == name; });
    return found == shared.end() ? nullptr : &*found;
}

size_t Kernel::target(const Instruction& jump) const {
    auto found = labels.find(jump.operand(0));
    if (found == labels.end()) {
        jump.refuse("no such label");
    }
    return found->second;
}

std::string trim(const std::string& text) {
    size_t first = text.find_first_not_of(" \t\r"), last = text.find_last_not_of(" \t\r");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts(1);
    int depth = 0;
    for (char c : text) {
        depth += (c == '{' || c == '[') - (c == '}' || c == ']');
        if (c == separator && depth == 0) {
            parts.emplace_back();
        } else {
            parts.back() += c;
        }
    }
    for (std::string& part : parts) {
        part = trim(part);
    }
    return parts;
}

uint32_t bytesOf(const std::string& type) {
    if (type == "pred") {
        return 1;
    }
    if (type == "b8") {
        return 1;  // only in arrays
    }
    for (const char* known : { "b32", "u32", "s32", "f32", "b64", "u64", "s64" }) {
        if (type == known) {
            return (uint32_t)std::stoul(type.substr(1)) / 8;
        }
    }
    throw Unsupported("type " + type);
}

// ".param .align 8 .b8 name[184]", ".shared .align 4 .b8 name[256]" or ".param .b32 name", put behind those that came before.
static void declare(const std::string& text, std::vector<Variable>& variables, uint32_t& bytes) {
    std::istringstream in(text);
    std::string word;
    Variable variable;
    uint32_t element = 0, count = 1, alignment = 0;
    while (in >> word) {
        if (word == ".align") {
            in >> alignment;
        } else if (word[0] != '.') {
            size_t bracket = word.find('[');
            variable.name = word.substr(0, bracket);
            count = bracket == std::string::npos ? 1 : (uint32_t)std::stoul(word.substr(bracket + 1));
        } else if (word != ".param" && word != ".shared") {
            element = bytesOf(word.substr(1));
        }
    }
    variable.alignment = std::max(alignment, element);
    variable.bytes = element * count;
    variable.offset = (bytes + variable.alignment - 1) / variable.alignment * variable.alignment;
    bytes = variable.offset + variable.bytes;
    variables.push_back(variable);
}

static Instruction readInstruction(const std::string& text, uint32_t line) {
    Instruction instruction;
    instruction.line = line;
    instruction.text = text;
    std::string rest = text;
    if (rest[0] == '@') {
        size_t end = rest.find_first_of(" \t");
        instruction.guardNegated = rest[1] == '!';
        instruction.guard = rest.substr(instruction.guardNegated ? 2 : 1, end - (instruction.guardNegated ? 2 : 1));
        rest = trim(rest.substr(end));
    }
    size_t end = rest.find_first_of(" \t");
    instruction.words = split(rest.substr(0, end), '.');
    if (end != std::string::npos) {
        instruction.operands = split(rest.substr(end), ',');
    }
    return instruction;
}

static void readStatement(Kernel& kernel, const std::string& text, uint32_t line) {
    if (text.rfind(".reg", 0) == 0) {
        std::istringstream in(text.substr(4));
        std::string type, name;
        in >> type >> name;
        kernel.registers[name.substr(0, name.find('<'))] = type.substr(1);
    } else if (text.rfind(".shared", 0) == 0) {
        declare(text, kernel.shared, kernel.sharedBytes);
    } else if (text[0] == '.') {
        throw Unsupported("line " + std::to_string(line) + ": " + text);
    } else {
        kernel.code.push_back(readInstruction(text, line));
    }
}

std::vector<Kernel> read(const std::string& text) {
    std::vector<Kernel> kernels;
    std::istringstream in(text);
    std::string raw;
    enum { outside, parameters, body } place = outside;
    for (uint32_t line = 1; std::getline(in, raw); line++) {
        std::string s = trim(raw.substr(0, raw.find("//")));
        size_t entry = s.find(".entry");
        if (s.empty() || s.rfind(".version", 0) == 0 || s.rfind(".target", 0) == 0 || s.rfind(".address_size", 0) == 0
            || s.rfind(".maxntid", 0) == 0 || s.rfind(".minnctapersm", 0) == 0 || s == "{") {
            continue;
        } else if (entry != std::string::npos && s.back() == '(') {
            kernels.emplace_back();
            kernels.back().name = trim(s.substr(entry + 6, s.size() - entry - 7));
            place = parameters;
        } else if (place == parameters && s == ")") {
            place = body;
        } else if (place == parameters) {
            declare(s.back() == ',' ? s.substr(0, s.size() - 1) : s, kernels.back().parameters, kernels.back().parameterBytes);
        } else if (place == body && s == "}") {
            place = outside;
        } else if (place == body && s.back() == ':') {
            kernels.back().labels[s.substr(0, s.size() - 1)] = kernels.back().code.size();
        } else if (place == body && s.back() == ';') {
            readStatement(kernels.back(), trim(s.substr(0, s.size() - 1)), line);
        } else {
            throw Unsupported("line " + std::to_string(line) + ": " + s);
        }
    }
    return kernels;
}

}  // namespace ptx
