// From a PTX kernel to C++. The function that comes out runs one thread from its start, or from a barrier, to the next
// barrier or the end: it returns the barrier's number, or 0, and keeps what is alive there in the thread's state.
#include "ptx.h"
#include <set>
#include <sstream>

namespace ptx {

namespace {

class Translator {
public:
    explicit Translator(const Kernel& kernel) : kernel(kernel), alive(liveAtBarriers(kernel)) {}

    Translation run() {
        std::string body = statements();
        std::ostringstream out;
        std::set<std::string> kept;
        for (auto& [index, names] : alive) {
            kept.insert(names.begin(), names.end());
        }
        out << "struct State {\n    int unused;\n";
        for (const std::string& name : kept) {
            out << "    " << cType(kernel.registerType(name)) << " " << variable(name) << ";\n";
        }
        out << "};\nextern \"C\" const unsigned stateBytes = sizeof(State);\n"
            << "extern \"C\" int run(Thread* t, void* state, int from) {\n    State* s = (State*)state;\n    (void)s;\n";
        for (const std::string& name : used) {
            const std::string& type = kernel.registerType(name);
            out << "    " << cType(type) << " " << variable(name) << " = " << (type == "f32" ? "NAN" : "0") << ";\n";
        }
        out << "    switch (from) {";
        for (size_t barrier = 1; barrier <= alive.size(); barrier++) {
            out << " case " << barrier << ": goto after" << barrier << ";";
        }
        out << " default: break; }\n" << body << "    return 0;\n}\n";
        return { out.str(), sites };
    }

private:
    const Kernel& kernel;
    const std::map<size_t, std::vector<std::string>> alive;
    std::set<std::string> used;
    uint32_t sites = 0;

    static std::string cType(const std::string& type) {
        static const std::map<std::string, std::string> types = {
            { "b32", "uint32_t" }, { "u32", "uint32_t" }, { "s32", "int32_t" }, { "b64", "uint64_t" }, { "u64", "uint64_t" },
            { "s64", "int64_t" }, { "f32", "float" }, { "pred", "bool" },
        };
        auto found = types.find(type);
        if (found == types.end()) {
            throw Unsupported("type " + type);
        }
        return found->second;
    }

    static std::string variable(const std::string& name) { return "v_" + name.substr(1); }

    std::string statements() {
        std::map<size_t, std::string> labels;  // several labels of one place become one
        for (auto& [name, index] : kernel.labels) {
            labels[index] = "at" + std::to_string(index);
        }
        std::ostringstream out;
        int barrier = 0;
        for (size_t i = 0; i < kernel.code.size(); i++) {
            const Instruction& instruction = kernel.code[i];
            if (labels.count(i)) {
                out << labels[i] << ":\n";
            }
            for (auto& names : { reads(kernel, instruction), writes(kernel, instruction) }) {
                used.insert(names.begin(), names.end());
            }
            std::string guard = instruction.guard.empty() ? ""
                : std::string("if (") + (instruction.guardNegated ? "!" : "") + variable(instruction.guard) + ") ";
            out << "    ";
            if (instruction.isBarrier()) {
                waitAt(out, i, ++barrier);
            } else if (instruction.isJump()) {
                out << guard << "goto " << labels[kernel.target(instruction)] << ";";
            } else if (instruction.isEnd()) {
                out << guard << "return 0;";
            } else {
                out << guard << "{ " << statement(instruction) << " }";
            }
            out << " // line " << instruction.line << "\n";
        }
        if (labels.count(kernel.code.size())) {
            out << labels[kernel.code.size()] << ":\n";
        }
        return out.str();
    }

    void waitAt(std::ostringstream& out, size_t index, int number) {
        const Instruction& barrier = kernel.code[index];
        if (!barrier.guard.empty() || barrier.words != std::vector<std::string>{ "bar", "sync" } || barrier.operand(0) != "0") {
            barrier.refuse("not a barrier of the whole group");
        }
        for (const std::string& name : alive.at(index)) {
            out << "s->" << variable(name) << " = " << variable(name) << "; ";
        }
        out << "return " << number << "; after" << number << ": ";
        for (const std::string& name : alive.at(index)) {
            out << variable(name) << " = s->" << variable(name) << "; ";
        }
    }

    // An operand as a value of a type.
    std::string value(const std::string& operand, const std::string& type) const {
        static const std::map<std::string, std::string> special = {
            { "%tid", "t->thread" }, { "%ntid", "t->groupSize" }, { "%ctaid", "t->group" }, { "%nctaid", "t->groups" },
        };
        std::string cast = "(" + cType(type) + ")";
        if (kernel.isRegister(operand)) {
            bool isFloat = kernel.registerType(operand) == "f32", wantsFloat = type == "f32";
            return isFloat == wantsFloat ? "(" + cast + variable(operand) + ")"
                : isFloat ? "(" + cast + "bitsAs<uint32_t>(" + variable(operand) + "))"
                : "bitsAs<float>((uint32_t)" + variable(operand) + ")";
        }
        size_t dot = operand.find('.');
        auto found = special.find(operand.substr(0, dot));
        if (found != special.end() && dot + 2 == operand.size() && operand.back() >= 'x' && operand.back() <= 'z') {
            return "(" + cast + found->second + "[" + std::to_string(operand.back() - 'x') + "])";
        }
        if (operand.rfind("0f", 0) == 0 || operand.rfind("0F", 0) == 0) {
            std::string bits = "0x" + operand.substr(2) + "u";
            return type == "f32" ? "bitsAs<float>(" + bits + ")" : bits;
        }
        if ((isdigit(operand[0]) || operand[0] == '-') && type != "f32") {
            return "(" + cast + (operand[0] == '-' ? "(" + operand + "ll))" : operand + "ull)");
        }
        if (const Variable* array = kernel.findShared(operand)) {
            return "(" + cast + std::to_string(array->offset) + "ull)";
        }
        throw Unsupported("operand " + operand + " as " + type);
    }

    std::string assign(const std::string& destination, const std::string& type, const std::string& expression) const {
        if (!kernel.isRegister(destination)) {
            throw Unsupported("destination " + destination);
        }
        const std::string& own = kernel.registerType(destination);
        bool isFloat = type == "f32";
        return variable(destination) + " = "
            + (own == "f32" && !isFloat ? "bitsAs<float>((uint32_t)(" + expression + "))"
                : own != "f32" && isFloat ? "bitsAs<uint32_t>((float)(" + expression + "))"
                : "(" + cType(own) + ")(" + expression + ")")
            + ";";
    }

    // "[%rd1+8]" in shared or global memory, or "[parameter+8]" as its place among the parameters.
    std::string address(const Instruction& instruction, const std::string& operand) const {
        if (operand[0] != '[' || operand.back() != ']') {
            instruction.refuse("address");
        }
        size_t sign = operand.find_first_of("+-");
        std::string base = trim(operand.substr(1, std::min(sign, operand.size() - 1) - 1));
        std::string offset = sign == std::string::npos ? "" : " + (" + operand.substr(sign, operand.size() - 1 - sign) + ")";
        for (const Variable& parameter : kernel.parameters) {
            if (parameter.name == base) {
                return std::to_string(parameter.offset) + offset;
            }
        }
        return value(base, "u64") + offset;
    }

    std::string statement(const Instruction& i) {
        if (i.has("ftz") || i.has("sat") || i.has("rz") || i.has("rm") || i.has("rp")) {
            i.refuse("modifier");  // other roundings than those of C++
        }
        return i.name() == "ld" ? load(i) : i.name() == "st" ? store(i) : i.name() == "setp" ? compare(i)
            : i.name() == "cvt" ? convert(i) : i.type() == "f32" ? floatArithmetic(i) : arithmetic(i);
    }

    std::string floatArithmetic(const Instruction& i) const {
        const std::string& name = i.name();
        auto get = [&](size_t n) { return value(i.operand(n), "f32"); };
        auto give = [&](const std::string& expression) { return assign(i.operand(0), "f32", expression); };
        if ((name == "div" || name == "sqrt" || name == "rcp" || name == "fma") && !i.has("rn")) {
            i.refuse("rounding");
        }
        if (name == "add") return give(get(1) + " + " + get(2));
        if (name == "sub") return give(get(1) + " - " + get(2));
        if (name == "mul") return give(get(1) + " * " + get(2));
        if (name == "div") return give(get(1) + " / " + get(2));
        if (name == "fma") return give("fmaf(" + get(1) + ", " + get(2) + ", " + get(3) + ")");
        if (name == "rcp") return give("1 / " + get(1));
        if (name == "sqrt") return give("sqrtf(" + get(1) + ")");
        if (name == "neg") return give("-" + get(1));
        if (name == "abs") return give("fabsf(" + get(1) + ")");
        if (name == "min") return give("lesser(" + get(1) + ", " + get(2) + ")");
        if (name == "max") return give("greater(" + get(1) + ", " + get(2) + ")");
        if (name == "mov") return give(get(1));
        if (name == "selp") return give(value(i.operand(3), "pred") + " ? " + get(1) + " : " + get(2));
        if (name == "testp" && i.has("notanumber")) return assign(i.operand(0), "pred", get(1) + " != " + get(1));
        if (i.has("approx") && (name == "ex2" || name == "lg2" || name == "sin" || name == "cos")) {
            return give(std::string("t->approximate('") + name[0] + "', " + get(1) + ")");
        }
        i.refuse("unknown instruction");
    }

    std::string arithmetic(const Instruction& i) const {
        const std::string& name = i.name();
        const std::string& type = i.type();
        auto get = [&](size_t n) { return value(i.operand(n), type); };
        auto give = [&](const std::string& expression) { return assign(i.operand(0), type, expression); };
        auto checked = [&](const std::string& function) {
            return give(function + "<" + cType(type) + ">(t, " + std::to_string(i.line) + ", " + get(1) + ", " + get(2) + ")");
        };
        if (name == "add") return give(get(1) + " + " + get(2));
        if (name == "sub") return give(get(1) + " - " + get(2));
        if (name == "mul" && i.has("lo")) return give(get(1) + " * " + get(2));
        if (name == "mad" && i.has("lo")) return give(get(1) + " * " + get(2) + " + " + get(3));
        if (name == "mul" && i.has("wide") && bytesOf(type) == 4) {
            std::string wide = type.substr(0, 1) + "64", cast = "(" + cType(wide) + ")";
            return assign(i.operand(0), wide, cast + get(1) + " * " + cast + get(2));
        }
        if (name == "mul" && i.has("hi") && bytesOf(type) == 4) {
            std::string cast = "(" + cType(type.substr(0, 1) + "64") + ")";
            return give("(" + cast + get(1) + " * " + cast + get(2) + ") >> 32");
        }
        if (name == "div") return checked("divide");
        if (name == "rem") return checked("remainder");
        if (name == "neg") return give("0 - " + get(1));
        if (name == "abs") return give(get(1) + " < 0 ? 0 - " + get(1) + " : " + get(1));
        if (name == "min") return give(get(1) + " < " + get(2) + " ? " + get(1) + " : " + get(2));
        if (name == "max") return give(get(1) + " > " + get(2) + " ? " + get(1) + " : " + get(2));
        if (name == "and") return give(get(1) + " & " + get(2));
        if (name == "or") return give(get(1) + " | " + get(2));
        if (name == "xor") return give(get(1) + " ^ " + get(2));
        if (name == "not") return give((type == "pred" ? "!" : "~") + get(1));
        if (name == "popc" && bytesOf(type) == 4) return assign(i.operand(0), "u32", "__builtin_popcount(" + get(1) + ")");
        if (name == "shl") return give("shiftLeft(" + get(1) + ", " + value(i.operand(2), "u32") + ")");
        if (name == "shr") return give("shiftRight(" + get(1) + ", " + value(i.operand(2), "u32") + ")");
        if (name == "mov" || name == "cvta") return give(get(1));
        if (name == "selp") return give(value(i.operand(3), "pred") + " ? " + get(1) + " : " + get(2));
        i.refuse("unknown instruction");
    }

    // A trailing u: true as well where an operand is no number.
    std::string compare(const Instruction& i) const {
        static const std::map<std::string, std::string> operators = {
            { "eq", "==" }, { "ne", "!=" }, { "lt", "<" }, { "le", "<=" }, { "gt", ">" }, { "ge", ">=" },
            { "lo", "<" }, { "ls", "<=" }, { "hi", ">" }, { "hs", ">=" },
        };
        std::string how = i.words.size() == 3 ? i.words[1] : "";
        bool isFloat = i.type() == "f32", unordered = isFloat && how.size() == 3 && how[2] == 'u';
        auto found = operators.find(unordered ? how.substr(0, 2) : how);
        if (found == operators.end()) {
            i.refuse("comparison");
        }
        std::string a = value(i.operand(1), i.type()), b = value(i.operand(2), i.type());
        std::string result = a + " " + found->second + " " + b;
        std::string numbers = "(" + a + " == " + a + " && " + b + " == " + b + ")";
        return assign(i.operand(0), "pred", !isFloat ? result : unordered ? "!" + numbers + " || " + result : numbers + " && " + result);
    }

    std::string convert(const Instruction& i) const {
        const std::string &from = i.type(), &to = i.words[i.words.size() - 2];
        std::string source = value(i.operand(1), from);
        if (from == "f32" && to == "s32" && i.has("rzi")) {
            return assign(i.operand(0), to, "toInteger(t, " + std::to_string(i.line) + ", " + source + ")");
        }
        if (from == "f32" && to == "f32" && i.has("rmi")) {
            return assign(i.operand(0), to, "floorf(" + source + ")");
        }
        if (from == "f32" || (to == "f32" && !i.has("rn"))) {
            i.refuse("conversion");
        }
        return assign(i.operand(0), to, "(" + cType(to) + ")" + source);
    }

    static std::vector<std::string> elements(const std::string& operand) {
        return operand[0] == '{' ? split(operand.substr(1, operand.size() - 2), ',') : std::vector<std::string>{ operand };
    }

    // What an address without a space means is not known before a launch; our kernels have none.
    std::string spaceOf(const Instruction& i) const {
        return i.has("global") ? "Global" : i.has("shared") ? "Shared" : i.has("param") && i.name() == "ld" ? "Parameter" : (i.refuse("space"), "");
    }

    std::string load(const Instruction& i) {
        std::string space = spaceOf(i), type = cType(i.type()), from = address(i, i.operand(1));
        if (space == "Parameter") {
            return assign(i.operand(0), i.type(), "loadParameter<" + type + ">(t, " + from + ")");
        }
        auto into = elements(i.operand(0));
        std::string text = begin(i, from, into.size());
        for (size_t n = 0; n < into.size(); n++) {
            text += " " + assign(into[n], i.type(), "load" + space + "<" + type + ">(" + place(i, n) + ")");
        }
        sites++;
        return text;
    }

    std::string store(const Instruction& i) {
        std::string space = spaceOf(i), type = cType(i.type());
        auto from = elements(i.operand(1));
        std::string text = begin(i, address(i, i.operand(0)), from.size());
        for (size_t n = 0; n < from.size(); n++) {
            text += " store" + space + "<" + type + ">(" + place(i, n) + ", " + value(from[n], i.type()) + ");";
        }
        sites++;
        return text;
    }

    static std::string begin(const Instruction& i, const std::string& address, size_t count) {
        return "uint64_t a = " + address + "; aligned<" + std::to_string(bytesOf(i.type()) * count) + ">(t, " + std::to_string(i.line) + ", a);";
    }

    std::string place(const Instruction& i, size_t element) const {
        return "t, " + std::to_string(sites) + ", " + std::to_string(i.line) + ", a + " + std::to_string(element * bytesOf(i.type()));
    }
};

}  // namespace

Translation translate(const Kernel& kernel) {
    return Translator(kernel).run();
}

}  // namespace ptx
