# What the comparisons share. Sourced, with $root set to the repository.

fail() { echo "$(basename "$0"): $*" >&2; exit 1; }
need() { command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || fail "$1 is missing (apt install ${2:-$1}, or bench/prepare)"; }

# The program as users have it (./publish), else the release build, which compiles itself while it runs.
find_program() {
  local path
  for path in "$root/artifacts/publish/sextant" "$root/artifacts/bin/Sextant.Cli/release/sextant"; do
    if [ -x "$path" ]; then echo "$path"; return 0; fi
  done
  fail "there is no program to measure: ./publish first"
}

# Names as a country has them: two to four syllables, perhaps a number, perhaps below com, gov or edu. No two are the same.
make_names() {
  awk -v n="$1" 'BEGIN {
    srand(42); s = split("an binh chau dong gia ha hai hoa hung khanh lam long minh nam nghia ninh phu quang son tan thanh tien trung tuan vinh xuan yen viet bao dai", a, " ");
    c = split("com com com edu gov net org info", b, " ");
    for (i = 0; i < n; i++) { t = ""; k = 2 + int(rand() * 3); for (j = 0; j < k; j++) t = t a[1 + int(rand() * s)];
      print t i (rand() < 0.65 ? "." b[1 + int(rand() * c)] : "") ".vn" } }'
}

# For awk: the middle one of v[who, 1..count].
median='function median(v, who, count,   i, j, x, list) { for (i = 1; i <= count; i++) list[i] = v[who, i];
    for (i = 2; i <= count; i++) { x = list[i]; for (j = i - 1; j > 0 && list[j] > x; j--) list[j + 1] = list[j]; list[j + 1] = x }
    return list[int((count + 1) / 2)] }'
