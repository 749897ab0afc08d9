# Sourced by ./test. Tests talk to real servers within real time limits, and a busy machine can make one of thousands late. What failed
# among the others is asked once more, alone; what passes then is counted as passed and named, so that nobody overlooks it.
# A fault of the code fails both times. More than $ask_again_most failures are no accident and are not asked again.
ask_again_most=3

# The failed tests of project $1, a "Type.Method<TAB>display name" a line.
failed_tests() {
  { grep -o '<test [^>]*result="Fail"[^>]*>' "$logs/$1.xml" 2>/dev/null || true; } |
    sed -E 's/.* name="([^"]*)".* type="([^"]*)" method="([^"]*)".*/\2.\3\t\1/'
}

# Asks the failed tests of project $1 again; corrects its figures when all of them pass.
ask_again_project() {
  local name=$1 project=${1%@*} passed failed skipped tests methods rows line left=$seconds
  [ "$name" = "$project" ] || local -x SEXTANT_TEST_DATABASE=${name#*@}
  read -r passed failed skipped <"$logs/$name.sum"
  tests=$(failed_tests "$name")
  # A crash, a time limit or a fault outside of any test is no failed test: it stays as it is.
  [ "$failed" -gt 0 ] && [ "$(grep -c . <<<"$tests")" = "$failed" ] || return 0
  if [ "$total_seconds" -gt 0 ]; then
    left=$((started + total_seconds - $(date +%s)))
    [ $left -ge 30 ] || return 0
  fi
  methods=()
  while read -r line; do methods+=(-method "$line"); done < <(cut -f1 <<<"$tests" | sort -u)
  # One row of the world is asked, not the world.
  rows=$(grep -oE 'id: \\?&quot;[a-z0-9-]+' <<<"$tests" | sed 's/.*&quot;//' | paste -sd, || true)
  if env ${rows:+SEXTANT_WORLD_ROWS="$rows"} timeout -k 10 "$left" dotnet "artifacts/bin/$project/$configuration/$project.dll" \
    -noColor -noLogo -noAutoReporters "${methods[@]}" >"$logs/$name.again" 2>&1 </dev/null; then
    echo "$((passed + failed)) 0 $skipped" >"$logs/$name.sum"
    say "failed among the others, passed when asked again alone:"
    cut -f2 <<<"$tests" | sed 's/\\\?&quot;/"/g; s/&amp;/\&/g; s/^/    /'
  else
    say "$name failed again when asked alone (log: $logs/$name.again)"
  fi
}

# Asks what failed in the projects named once more, if it is little.
ask_again() {
  local name count=0 p f s
  for name in "$@"; do
    read -r p f s <"$logs/$name.sum"
    count=$((count + f))
  done
  [ $count -gt 0 ] && [ $count -le $ask_again_most ] || return 0
  for name in "$@"; do ask_again_project "$name"; done
}
