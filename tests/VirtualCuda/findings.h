// What the device found wrong with a program, and where that is written.
#pragma once
#include <cstdint>
#include <string>

// Writes a line.
void say(const char* format, ...) __attribute__((format(printf, 1, 2)));

// Something is wrong outside of a kernel.
void finding(const char* format, ...) __attribute__((format(printf, 1, 2)));

// Something is wrong in a kernel. A place in it that goes wrong many times is written once.
void findingIn(const std::string& kernel, const std::string& place, const std::string& details);
