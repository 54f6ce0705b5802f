#!/usr/bin/env bash
# Starts one command line again and again, as a supervisor does, and ends it with INT, TERM, HUP or KILL at random moments. After each
# end the table and the film must be whole and hold what was in them before; at last everything must be as if nobody had ended it.
#
#     tests/Soak/soak.sh [MINUTES] [PROGRAM...]
#
# MINUTES: 1 unless given. PROGRAM: how gpueco is started; what `dotnet build -c Release` makes unless given. It needs bash and GNU
# coreutils; films are decoded where there is ffmpeg.
set -euo pipefail

minutes=${1:-1}
root=$(cd "$(dirname "$0")/../.." && pwd)
program=("${@:2}")
[ ${#program[@]} -gt 0 ] || program=(dotnet "$root/Cli/bin/Release/net10.0/gpueco.dll")
steps=${SOAK_STEPS:-600}
world=(--device cpu --preset small --size 24 --metrics-every 1 --json)
end=$((SECONDS + 60 * minutes))
starts=0
runs=0
declare -A ended=([INT]=0 [TERM]=0 [HUP]=0 [KILL]=0 [itself]=0)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "soak: $1" >&2
    ls -lA "$work/run" >&2
    cat "$work/run.err" >&2
    echo "soak: what is left lies in $work" >&2
    trap - EXIT
    exit 1
}

hash_in() { grep -o '"stateHash": *"[^"]*"' "$1"; }

# The rows without their speed.
rows() { awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "stepsPerSecond") speed = i } { $speed = ""; print }' "$1"; }

# Lines that are whole, one for every step from 0 on; prints the last step.
last_step() {
    [ -z "$(tail -c 1 "$1" | tr -d '\n')" ] || fail "$1 ends within a line"
    awk -F, 'NR == 1 { fields = NF; next } NF != fields || $1 != NR - 2 { exit 1 } END { print NR - 2 }' "$1" || fail "$1 lacks rows"
}

# The file in which the rows of a table stand that grows, if there are any yet.
lines_of() {
    local lines=$1
    [[ $1 == *.csv ]] || lines=$1.part
    [ ! -s "$lines" ] || echo "$lines"
}

newest_autosave() { { find "$work/run/auto" -name '[0-9]*-step-*.eco' 2> /dev/null || true; } | sed 's/.*-step-\([0-9]*\)\.eco/\1/' | sort -n | tail -1; }

check_film() {
    case $1 in
    *.webp) [ "$(od -An -tu4 -j4 -N4 "$1" | tr -d ' ')" = $(($(stat -c %s "$1") - 8)) ] || fail "$1 is not as long as it says" ;;
    *) ! command -v ffmpeg > /dev/null || [ -z "$(ffmpeg -v error -i "$1" -f null - 2>&1)" ] || fail "$1 does not play" ;;
    esac
}

mkdir "$work/whole"
for table in m.csv m.parquet; do
    "${program[@]}" run "${world[@]}" --steps "$steps" --metrics "$work/whole/$table" > "$work/whole/$table.json" 2> /dev/null
    "${program[@]}" plot "$work/whole/$table" --out "$work/whole/$table.svg" > /dev/null
done

# One run with a table and films of these kinds, from its first start to its end.
supervise() {
    local table=$work/run/m.$1 film process signal before lines saved code last previous=0
    rm -rf "$work/run"
    mkdir "$work/run"
    while true; do
        starts=$((starts + 1))
        film=$work/run/f$starts.$2
        # Who starts something in the background from a script makes it ignore INT.
        env --default-signal=INT "${program[@]}" run "${world[@]}" --steps "until:$steps" --metrics "$table" --autosave 10 \
            --autosave-dir "$work/run/auto" --resume "$work/run/auto" --video "$film" --video-every 1 \
            > "$work/run.json" 2> "$work/run.err" &
        process=$!
        # Every other time it first gets as far as another autosave, so that it comes to an end wherever everything takes long.
        saved=$(newest_autosave)
        if [ $((RANDOM % 2)) = 0 ]; then
            while [ -n "$(jobs -rp)" ] && [ "$(newest_autosave)" = "$saved" ]; do sleep 0.1; done
        fi

        sleep "$((RANDOM % 6)).$((RANDOM % 10))"
        signal=$(shuf -n 1 -e INT TERM HUP KILL)
        before=0
        lines=$(lines_of "$table")
        [ -z "$lines" ] || before=$(last_step "$lines")
        kill -s "$signal" "$process" 2> /dev/null || signal=itself
        code=0
        wait "$process" 2> /dev/null || code=$?
        case $signal:$code in
        *:0) signal=itself ;;
        INT:130 | TERM:143 | HUP:129 | KILL:137) ;;
        *) fail "exit code $code after $signal" ;;
        esac

        ended[$signal]=$((ended[$signal] + 1))
        [ ! -e "$film" ] || check_film "$film"
        [ ! -e "$table" ] || "${program[@]}" plot "$table" --out "$work/run.svg" > /dev/null || fail "$table does not read"
        [ "$signal" != itself ] || break

        lines=$(lines_of "$table")
        saved=$(newest_autosave)
        if [ -n "$lines" ]; then
            last=$(last_step "$lines")
            [ "$last" -ge "${saved:-0}" ] || fail "$table lacks what stands before the autosave of step $saved"
            # Rows of the start before that go with the first row of this one.
            [ "$last" -ge "$before" ] || [ "$before" = "$previous" ] || fail "$table has lost rows: $last after $before"
            previous=$last
        elif [ -s "$work/run.json" ]; then
            previous=$(grep -o '"steps": *[0-9]*' "$work/run.json" | grep -o '[0-9]*$')
        fi
    done

    [ "$(hash_in "$work/run.json")" = "$(hash_in "$work/whole/m.$1.json")" ] || fail "the world is another one"
    cmp "$work/run.svg" "$work/whole/m.$1.svg" || fail "$table is another one"
    [ "$1" != csv ] || cmp <(rows "$table") <(rows "$work/whole/m.csv") || fail "$table has other rows"
    [ -z "$(find "$work/run" -name '.*' -o -name '*.part' -o -name '*.tmp')" ] || fail "something is left"
    runs=$((runs + 1))
}

kinds=(csv:gif parquet:mp4 csv:webp parquet:gif csv:mp4 parquet:webp)
command -v ffmpeg > /dev/null || kinds=(csv:gif parquet:webp csv:webp parquet:gif)
while [ $SECONDS -lt $end ]; do
    kind=${kinds[runs % ${#kinds[@]}]}
    supervise "${kind%:*}" "${kind#*:}"
done

echo "$runs runs to step $steps in $starts starts, ended by INT ${ended[INT]}, TERM ${ended[TERM]}, HUP ${ended[HUP]}, KILL ${ended[KILL]} times: nothing is lost"
