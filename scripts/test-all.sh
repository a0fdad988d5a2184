#!/usr/bin/env bash
# All checks, cheap first; says at the end which stage failed and how long each
# took. Stages in one row run beside each other: the first speaks at once, and
# what the others said follows.
set -u
cd "$(dirname "$0")/.."
rows=(build 'lint ui' arch drift race network e2e)
said=$(mktemp -d /tmp/parley-test.XXXXXX)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$said"' EXIT
trap 'exit 130' INT TERM

run() { # notes how a stage went
  local begin=$SECONDS how=FAILED
  make --no-print-directory "$1" && how=ok
  echo "$how $((SECONDS - begin))" >"$said/$1.result"
}

summary=''
failed=0
for row in "${rows[@]}"; do
  read -ra stages <<<"$row"
  for stage in "${stages[@]:1}"; do
    run "$stage" >"$said/$stage.out" 2>&1 &
  done
  echo "::: ${stages[0]}"
  run "${stages[0]}"
  wait
  for stage in "${stages[@]:1}"; do
    echo "::: $stage"
    cat "$said/$stage.out"
  done
  on=yes
  for stage in "${stages[@]}"; do
    how=FAILED took=0 # when it left no word
    [ -f "$said/$stage.result" ] && read -r how took <"$said/$stage.result"
    summary+="$(printf '  %-7s %-8s %4d s' "$how" "$stage" "$took")"$'\n'
    [ "$how" = ok ] && continue
    failed=1
    [ "$stage" = ui ] || [ "$stage" = lint ] || [ "$stage" = drift ] || on=no
  done
  [ "$on" = yes ] || break
done
printf '\n%s  %-7s %-8s %4d s\n' "$summary" '' together "$SECONDS"
[ "$failed" = 0 ] && echo 'all stages passed' || echo 'make test failed'
exit "$failed"
