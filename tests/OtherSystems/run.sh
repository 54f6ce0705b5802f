#!/usr/bin/env bash
# Runs the program as on another system, on an x86-64 Debian machine; what is missing is installed, which needs root.
#
#   tests/OtherSystems/run.sh arm64 verify --device cpu      Linux on ARM64, under QEMU's user emulation
#   tests/OtherSystems/run.sh windows verify --device cpu    Windows, under Wine; files are Z:\tmp\a.png for /tmp/a.png
#
# The program is built once, into OTHER_SYSTEMS (other-systems in the temporary folder unless set); remove that to build anew.
set -euo pipefail
system=$1; shift
checkout=$(cd "$(dirname "$0")/../.." && pwd)
kept=${OTHER_SYSTEMS:-${TMPDIR:-/tmp}/other-systems}
mkdir -p "$kept"

install() { # COMMAND PACKAGE...
    command -v "$1" >/dev/null && return
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${@:2}"; } >/dev/null
}

build() { # RUNTIME; from a copy, since another runtime would change the checkout's lock files and build
    [ -e "$kept/$1/built" ] && return
    rm -rf "$kept/source" "$kept/$1"
    mkdir "$kept/source"
    git -C "$checkout" ls-files -z | tar -C "$checkout" --null -T - -cf - | tar -C "$kept/source" -xf -
    dotnet publish "$kept/source/Cli" -c Release -p:RunAnalyzers=false -p:EnforceCodeStyleInBuild=false -r "$1" --self-contained -o "$kept/$1" -v q --nologo >&2
    rm -rf "$kept/source"
    touch "$kept/$1/built"
}

# Neither QEMU nor Wine follows code that is written through one mapping of a page and run through another.
export DOTNET_EnableWriteXorExecute=0

case $system in
arm64)
    install qemu-aarch64 qemu-user libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross
    build linux-arm64
    # More workers than one would wait for each other most of the time.
    QEMU_LD_PREFIX=/usr/aarch64-linux-gnu DOTNET_PROCESSOR_COUNT=1 exec qemu-aarch64 "$kept/linux-arm64/gpueco" "$@" ;;
windows)
    install wine wine64 wine
    build win-x64
    WINEDEBUG=-all WINEPREFIX="$kept/wine" DISPLAY= exec wine "$kept/win-x64/gpueco.exe" "$@" ;;
*)
    echo "arm64 or windows?" >&2
    exit 2 ;;
esac
