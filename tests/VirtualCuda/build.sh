#!/bin/sh
# Builds the virtual CUDA device into a folder: build.sh FOLDER
set -e
cd "$(dirname "$0")"
mkdir -p "$1"
{ printf 'R"~('; cat kernel_runtime.h; printf ')~"\n'; } > "$1/kernel_runtime.inc"
# Programs look whether it is there and let go of it; what it knows must outlast that (nodelete).
g++ -std=c++17 -O1 -g -fPIC -shared -Wall -Wextra -Werror -I"$1" -Wl,-soname,libcuda.so.1,-z,nodelete -o "$1/libcuda.so.1" ./*.cpp -ldl
ln -sf libcuda.so.1 "$1/libcuda.so"
