#!/usr/bin/env bash
# Four workers of one experiment are killed and suspended at random moments, and new ones come in their place; in a database, that is killed
# once too. At last the archive must be that of one worker whom nobody disturbs, and every run must have one outcome.
#
#     tests/Soak/experiment.sh [KILLS [STOPS [PROGRAM...]]]
#
# KILLS: 20 unless given. STOPS: 5 unless given; each lasts three leases. PROGRAM: how gpueco is started; what `dotnet build -c Release` makes
# unless given. A search and a population take part, each in a folder and, where Debian's package postgresql is, in a database.
set -euo pipefail

kills=${1:-20}
stops=${2:-5}
root=$(cd "$(dirname "$0")/../.." && pwd)
program=("${@:3}")
[ ${#program[@]} -gt 0 ] || program=(dotnet "$root/Cli/bin/Release/net10.0/gpueco.dll")
lease=2
workers=4
trials=${SOAK_TRIALS:-160}
world=(--preset small --size 16 --device cpu --burn-in 60 --frames 4 --every 10 --vary GrowthGateSteepness=2..30:log --axis borders:8 --axis churn:8)
search=(--method map-elites --seeds 2 --window 16)
population=(--method population --slots 8 --heredity noise)

work=$(mktemp -d)
chmod 755 "$work"
trap 'jobs -p | xargs -r kill -9 2>/dev/null; end_database; rm -rf "$work"' EXIT

fail() {
    echo "experiment soak: $1" >&2
    exit 1
}

number() { grep -o "\"$2\": *[0-9]*" "$1" | grep -o '[0-9]*$'; }

archive_hash() { grep -o '"archiveHash": *"[^"]*"' "$1" | head -1; }

# A database of its own; the server refuses to be root's.
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1 || true)
port=$((20000 + RANDOM % 20000))
as_server() { if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }
start_database() { as_server "$bin/pg_ctl" start -w -s -D "$work/server/data" -l "$work/server/log" >/dev/null; }
end_database() { [ ! -d "$work/server/data" ] || as_server "$bin/pg_ctl" stop -s -m immediate -D "$work/server/data" 2>/dev/null || true; }
make_database() {
    mkdir "$work/server"
    [ "$(id -u)" != 0 ] || chown postgres "$work/server"
    as_server "$bin/initdb" --no-sync -D "$work/server/data" -U soak -A trust -E UTF8 --locale=C >/dev/null
    as_server tee -a "$work/server/data/postgresql.conf" >/dev/null <<EOF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
EOF
    start_database
}
kill_database() {
    kill -9 "$(head -1 "$work/server/data/postmaster.pid")"
    sleep 3
    rm -f "$work/server/data/postmaster.pid"
    until start_database 2>/dev/null; do sleep 1; done
}

start_worker() { # PLACE
    "${program[@]}" worker "$1" --lanes 1 --lease $lease >>"$work/workers.log" 2>&1 &
    started=$!
}

torment() { # PLACE IS_DATABASE OPTION...
    local place=$1 is_database=$2 pids=() done_kills=0 done_stops=0 turn victim
    "${program[@]}" evolve "${world[@]}" "${@:3}" --trials "$trials" --lease $lease --lanes 1 --for 1 --out "$place" >/dev/null 2>&1
    for ((i = 0; i < workers; i++)); do start_worker "$place"; pids+=("$started"); done
    for ((turn = 0; turn < kills + stops; turn++)); do
        sleep "$((RANDOM % 2)).$((RANDOM % 10))"
        victim=$((RANDOM % workers))
        if ((turn == (kills + stops) / 2)) && $is_database; then kill_database; fi
        if ((done_stops < stops && turn % 5 == 4)); then
            kill -STOP "${pids[victim]}" 2>/dev/null && done_stops=$((done_stops + 1))
            (sleep $((3 * lease)); kill -CONT "${pids[victim]}" 2>/dev/null || true) &
        else
            kill -9 "${pids[victim]}" 2>/dev/null && done_kills=$((done_kills + 1))
            start_worker "$place"
            pids[victim]=$started
        fi
    done
    wait || true
    "${program[@]}" evolve "${world[@]}" "${@:3}" --trials "$trials" --lease $lease --out "$place" --json 2>/dev/null >"$work/tormented.json"
    echo "$done_kills killed, $done_stops suspended"
}

compare() { # NAME IS_DATABASE PLACE OPTION...
    local told
    told=$(torment "$3" "$2" "${@:4}")
    [ "$(archive_hash "$work/tormented.json")" = "$(archive_hash "$work/alone.json")" ] || fail "$1: another archive than one worker's"
    [ "$(number "$work/tormented.json" trials | head -1)" = "$trials" ] || fail "$1: trials are missing"
    if ! $2; then
        local outcomes
        outcomes=$(find "$3/outcomes" -name '*.json' ! -name '.*' | wc -l)
        [ "$outcomes" = "$(find "$work/alone/outcomes" -name '*.json' ! -name '.*' | wc -l)" ] || fail "$1: $outcomes outcomes"
    fi
    echo "$1: $told; the archive is the same"
}

[ -z "$bin" ] || make_database
for name in search population; do
    declare -n options=$name
    rm -rf "$work/alone"
    "${program[@]}" evolve "${world[@]}" "${options[@]}" --trials "$trials" --out "$work/alone" --json 2>/dev/null >"$work/alone.json"
    compare "$name in a folder" false "$work/$name" "${options[@]}"
    [ -z "$bin" ] || compare "$name in a database" true "postgres://soak@127.0.0.1:$port/postgres?experiment=$name" "${options[@]}"
done
