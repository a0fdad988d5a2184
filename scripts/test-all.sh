#!/usr/bin/env bash
# All checks, cheap first; says at the end which stage failed and how long
# each took.
set -u
cd "$(dirname "$0")/.."
stages=(ui lint arch drift race network e2e)
summary=''
failed=0
for stage in "${stages[@]}"; do
  echo "::: $stage"
  begin=$SECONDS
  if make --no-print-directory "$stage"; then
    summary+="$(printf '  ok      %-8s %4d s' "$stage" $((SECONDS - begin)))"$'\n'
  else
    summary+="$(printf '  FAILED  %-8s %4d s' "$stage" $((SECONDS - begin)))"$'\n'
    failed=1
    [ "$stage" = ui ] || [ "$stage" = lint ] || [ "$stage" = drift ] || break
  fi
done
printf '\n%s' "$summary"
[ "$failed" = 0 ] && echo 'all stages passed' || echo 'make test failed'
exit "$failed"
