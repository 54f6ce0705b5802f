// What the environment may change; README.md describes it.
#pragma once
#include <string>

namespace settings {

enum class Way { up, down, random, exact };

Way order();
Way approximation();
int groupSize();
bool fusesProducts();
int graphs();
bool refused(const char* function);
std::string log();

}  // namespace settings
