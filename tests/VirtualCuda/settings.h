// What the environment may change; README.md describes it.
#pragma once
#include <string>

namespace settings {

enum class Way { up, down, random, exact };

Way order();
Way approximation();
int groupSize();
bool fusesProducts();
std::string log();

}  // namespace settings
